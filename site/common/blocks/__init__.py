"""The blocks that a page's text is built from. Each block knows its own template in `templates/blocks/`."""

from common.blocks.body import BodyBlock

__all__ = ["BodyBlock"]
