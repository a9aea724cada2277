"""The body of a page: a sequence of blocks with a sound order of headings."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import StreamBlock, StreamBlockValidationError

from common.blocks.media import DocumentsBlock, FigureBlock
from common.blocks.table import TableBlock
from common.blocks.text import HeadingBlock, NoticeBlock, ParagraphBlock, QuoteBlock


class BodyBlock(StreamBlock):
    """What a page's text may hold. Few blocks: every one of them has to work on paper and in a screen reader."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    quote = QuoteBlock()
    notice = NoticeBlock()
    table = TableBlock()
    figure = FigureBlock()
    documents = DocumentsBlock()

    def clean(self, value: Any) -> Any:
        """Refuse a small heading that has no heading above it: it would skip a level."""
        cleaned = super().clean(value)
        for index, block in enumerate(cleaned):
            if block.block_type != "heading":
                continue
            if block.value["level"] == "2":
                break
            message = _("Begin met een gewone tussenkop; een kleine tussenkop staat daaronder.")
            raise StreamBlockValidationError(block_errors={index: ValidationError(message)})
        return cleaned
