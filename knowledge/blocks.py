"""StreamField blocks of a method page."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StreamBlock, StructBlock, StructValue, TextBlock

from knowledge.enums import ConditionTopic, ModeratorDirection, PartRole

RICH_TEXT = ["bold", "italic", "link", "ol", "ul"]


class StepBlock(StructBlock):
    """One step of the approach."""

    title = CharBlock(label=_("Stap"), max_length=120, help_text=_("Begin met een werkwoord: 'Verken de buurt'."))
    text = RichTextBlock(label=_("Wat u doet"), features=RICH_TEXT)
    takes = CharBlock(label=_("Hoeveel tijd"), max_length=80, required=False, help_text=_("Bijvoorbeeld: 2 weken."))

    class Meta:
        icon = "list-ol"
        label = _("Stap")


class ApproachBlock(StreamBlock):
    """The steps, in order."""

    step = StepBlock()


class ConditionValue(StructValue):
    """A condition as a template shows it."""

    @property
    def topic_label(self) -> str:
        """What the condition is about, in words."""
        return str(ConditionTopic(self["topic"]).label) if self["topic"] else ""


class ConditionBlock(StructBlock):
    """Something that has to be in place before the method can work."""

    topic = ChoiceBlock(label=_("Gaat over"), choices=ConditionTopic.choices)
    text = TextBlock(label=_("Wat er nodig is"), rows=3)

    class Meta:
        icon = "check"
        value_class = ConditionValue
        label = _("Voorwaarde")


class ConditionsBlock(StreamBlock):
    """All conditions."""

    condition = ConditionBlock()


class PartBlock(StructBlock):
    """One part of the method, and how freely others may treat it."""

    role = ChoiceBlock(label=_("Mag dit anders?"), choices=PartRole.choices)
    text = TextBlock(
        label=_("Onderdeel"), rows=2, help_text=_("Noem het onderdeel en waarom dit zo is. Eén of twee zinnen.")
    )

    class Meta:
        icon = "tasks"
        label = _("Onderdeel")


class PartsBlock(StreamBlock):
    """What has to stay, what may change and what nobody should do."""

    part = PartBlock()


class ModeratorBlock(StructBlock):
    """A circumstance that makes the method work better or worse."""

    direction = ChoiceBlock(label=_("Richting"), choices=ModeratorDirection.choices)
    text = TextBlock(
        label=_("Omstandigheid"),
        rows=2,
        help_text=_("Maak de zin af: 'Werkt beter als …' of 'Werkt slechter als …'."),
    )
    source = CharBlock(
        label=_("Hoe weet u dat?"),
        max_length=200,
        required=False,
        help_text=_("Een onderzoek of de ervaring van gebruikers. Leeg als het een vermoeden is."),
    )

    class Meta:
        icon = "sliders"
        label = _("Omstandigheid")


class ModeratorsBlock(StreamBlock):
    """For whom and where the method works better, and where worse."""

    moderator = ModeratorBlock()
