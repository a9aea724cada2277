"""Blocks of the Agenda's pages."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    DateBlock,
    IntegerBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StreamValue,
    StructBlock,
    StructBlockValidationError,
    TextBlock,
)
from wagtail.snippets.blocks import SnippetChooserBlock

from agenda.enums import AmountPrecision, Entrance

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class EntranceBlock(StructBlock):
    """A door for one kind of visitor."""

    visitor = ChoiceBlock(
        label=gettext_lazy("Voor wie"),
        choices=Entrance.choices,
        help_text=gettext_lazy("Bepaalt welk actueel cijfer bij de ingang staat."),
    )
    title = CharBlock(label=gettext_lazy("Titel"), max_length=60)
    text = TextBlock(label=gettext_lazy("Tekst"), max_length=200)
    address = CharBlock(
        label=gettext_lazy("Adres op deze website"),
        max_length=200,
        help_text=gettext_lazy("Begint met een schuine streep, bijvoorbeeld /methoden/."),
    )

    def clean(self, value: Any) -> Any:
        """Refuse an address outside the site."""
        cleaned = super().clean(value)
        address = cleaned["address"]
        if not address.startswith("/") or address.startswith("//"):
            message = _("Begin het adres met één schuine streep, bijvoorbeeld /methoden/.")
            raise StructBlockValidationError(block_errors={"address": ValidationError(message)})
        return cleaned

    class Meta:
        label = gettext_lazy("Ingang")
        icon = "arrow-right"


class EntrancesBlock(StreamBlock):
    """The entrances in the order in which they are shown."""

    entrance = EntranceBlock()

    class Meta:
        min_num = 1
        max_num = 4


class SectionBlock(StructBlock):
    """A part of a page with its own heading, and the source of what it says."""

    heading = CharBlock(label=gettext_lazy("Kop"), max_length=100)
    text = RichTextBlock(label=gettext_lazy("Tekst"), features=TEXT_FEATURES)
    source = SnippetChooserBlock(
        "agenda.Source",
        label=gettext_lazy("Bron"),
        required=False,
        help_text=gettext_lazy("Laat leeg als de tekst geen feit uit een bron noemt."),
    )

    class Meta:
        label = gettext_lazy("Onderdeel")
        icon = "doc-full"
        template = "agenda/blocks/section.html"


class SectionsBlock(StreamBlock):
    """The text of a page of the Agenda."""

    section = SectionBlock()


class ShareBlock(StructBlock):
    """What one ministry puts into a grant."""

    ministry = CharBlock(label=gettext_lazy("Ministerie"), max_length=60)
    millions = IntegerBlock(label=gettext_lazy("Miljoen euro"), min_value=1)


class RoundBlock(StructBlock):
    """A round of a grant: how much, for which years, when to apply."""

    title = CharBlock(label=gettext_lazy("Naam"), max_length=80)
    millions = IntegerBlock(label=gettext_lazy("Miljoen euro"), min_value=1)
    precision = ChoiceBlock(
        label=gettext_lazy("Het bedrag is"), choices=AmountPrecision.choices, default=AmountPrecision.EXACT
    )
    shares = ListBlock(ShareBlock(), label=gettext_lazy("Verdeling over ministeries"), default=[])
    opens_on = DateBlock(label=gettext_lazy("Aanvragen vanaf"))
    closes_on = DateBlock(label=gettext_lazy("Aanvragen tot en met"), required=False)
    text = RichTextBlock(label=gettext_lazy("Toelichting"), features=TEXT_FEATURES, required=False)
    source = SnippetChooserBlock("agenda.Source", label=gettext_lazy("Bron"))

    def clean(self, value: Any) -> Any:
        """Refuse a round that closes before it opens."""
        cleaned = super().clean(value)
        opens, closes = cleaned["opens_on"], cleaned["closes_on"]
        if opens and closes and closes < opens:
            message = _("De laatste dag ligt voor de eerste dag.")
            raise StructBlockValidationError(block_errors={"closes_on": ValidationError(message)})
        return cleaned

    class Meta:
        label = gettext_lazy("Ronde")
        icon = "calendar"


class RoundsBlock(StreamBlock):
    """The rounds of a grant, the first one first."""

    round = RoundBlock()


def section_html(sections: StreamValue) -> Iterator[str]:
    """The headings and texts of sections, for search documents."""
    for block in sections:
        yield block.value["heading"]
        yield block.value["text"].source
