"""Blocks of the home page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import CharBlock, ChoiceBlock, StreamBlock, StructBlock, StructBlockValidationError, TextBlock

from agenda.enums import Entrance


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
