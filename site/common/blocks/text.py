"""Blocks of words: paragraphs, headings, quotes, notices."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StructBlock, TextBlock

PARAGRAPH_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class ParagraphBlock(RichTextBlock):
    """Running text. Headings are a block of their own, so that their order can be checked."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(features=PARAGRAPH_FEATURES, label=_("Alinea"), **kwargs)

    class Meta:
        icon = "pilcrow"
        template = "blocks/paragraph.html"


class HeadingBlock(StructBlock):
    """A heading within the page; the page's title is the only heading of level 1."""

    text = CharBlock(label=_("Tekst"), max_length=120)
    level = ChoiceBlock(
        label=_("Niveau"),
        choices=[("2", _("Tussenkop")), ("3", _("Kleine tussenkop"))],
        default="2",
        help_text=_("Een kleine tussenkop staat altijd onder een gewone tussenkop."),
    )

    class Meta:
        label = _("Tussenkop")
        icon = "title"
        template = "blocks/heading.html"


class QuoteBlock(StructBlock):
    """Words of somebody else, with who said it."""

    text = TextBlock(label=_("Citaat"), max_length=500)
    attribution = CharBlock(label=_("Van wie"), max_length=150, help_text=_("Naam of functie, en waar het gezegd is."))

    class Meta:
        label = _("Citaat")
        icon = "openquote"
        template = "blocks/quote.html"


class NoticeBlock(StructBlock):
    """A message that stands apart from the text."""

    tone = ChoiceBlock(
        label=_("Soort"),
        choices=[("info", _("Goed om te weten")), ("warning", _("Let op"))],
        default="info",
    )
    text = TextBlock(label=_("Tekst"), max_length=400)

    class Meta:
        label = _("Kader")
        icon = "info-circle"
        template = "blocks/notice.html"
