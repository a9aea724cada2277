"""Blocks with files: images and documents."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock


class FigureBlock(StructBlock):
    """An image that carries information, so its text alternative is required."""

    image = ImageChooserBlock(label=_("Afbeelding"))
    alt = CharBlock(
        label=_("Tekst voor wie de afbeelding niet ziet"),
        max_length=250,
        help_text=_("Beschrijf wat er te zien is en waarom het ertoe doet."),
    )
    caption = CharBlock(label=_("Bijschrift"), max_length=250, required=False)

    class Meta:
        label = _("Afbeelding")
        icon = "image"
        template = "blocks/figure.html"


class DocumentsBlock(StructBlock):
    """Files to download."""

    documents = ListBlock(DocumentChooserBlock(label=_("Document")), label=_("Documenten"), min_num=1)

    class Meta:
        label = _("Documenten")
        icon = "doc-full"
        template = "blocks/documents.html"
