"""StreamField blocks of a method page."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StreamBlock, StructBlock, StructValue, TextBlock

from knowledge.enums import ConditionTopic

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
