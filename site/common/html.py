"""The only place where HTML from people is made safe.

bleach was asked for and gets no more releases; it is used here and nowhere else, so that a swap is one change. The
tests hold its output against a second sanitiser, a parser, and a browser.

Every rich text passes here when it is shown, whatever put it in the database: Wagtail renders all of them with
`templates/wagtailcore/shared/richtext.html`.
"""

import re
from collections import Counter
from functools import lru_cache

import bleach
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

ALLOWED_TAGS = frozenset(
    {"a", "b", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "i", "li", "ol", "p", "strong", "ul"}
)
ALLOWED_ATTRIBUTES = {"a": ["href", "title"]}
ALLOWED_PROTOCOLS = frozenset({"http", "https", "mailto", "tel"})

# About forty pages, as many open tags as a text has no use for, and as much depth. Time grows with the number of tags
# times their depth, so beyond any of these a text is not parsed.
MAX_CHARACTERS = 100_000
MAX_TAGS = 10_000
MAX_DEPTH = 100
# Texts that fit in memory many times over; together at most some 20 MB.
KEPT_CHARACTERS = 20_000
KEPT_TEXTS = 1_024

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_ANYTHING_LIKE_A_TAG = re.compile(r"<[^<>]*>")
_VOID = frozenset({"br", "hr"})


def clean_html(source: str) -> SafeString:
    """Return `source` with only the tags, attributes and link schemes that a text needs.

    What is not allowed is removed, its text content is kept. A text that is larger or deeper than texts are keeps its
    words and loses all its tags. Never raises, and takes at most a second or so.
    """
    # Halves of characters can not be sent, and a mark of byte order in front is no text.
    whole = source.encode("utf-8", "ignore").decode("utf-8").lstrip("\ufeff")
    if not _is_within_limits(whole):
        return escape(_ANYTHING_LIKE_A_TAG.sub(" ", whole))
    return _clean_again(whole) if len(whole) <= KEPT_CHARACTERS else _clean(whole)


def plain_text(source: str) -> str:
    """Return the text of an HTML fragment, for search documents and summaries: no tags, single spaces."""
    spaced = source.replace("<", " <")
    stripped = bleach.clean(spaced, tags=frozenset(), strip=True)
    return " ".join(bleach.html5lib_shim.convert_entities(stripped).split())


def _clean(source: str) -> SafeString:
    cleaned: str = bleach.clean(
        source, tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES, protocols=ALLOWED_PROTOCOLS, strip=True
    )
    return mark_safe(cleaned)  # noqa: S308


# The same text is shown to every visitor.
_clean_again = lru_cache(maxsize=KEPT_TEXTS)(_clean)


def _is_within_limits(source: str) -> bool:
    """True when the text is of a size that people write; tags that are left out anyway make no depth."""
    if len(source) > MAX_CHARACTERS:
        return False
    tags = 0
    is_open: Counter[str] = Counter()
    for closes, written in _TAG.findall(source):
        name = written.lower()
        if name not in ALLOWED_TAGS or name in _VOID:
            continue
        tags += 1
        is_open[name] = max(0, is_open[name] - 1) if closes else is_open[name] + 1
        if tags > MAX_TAGS or is_open[name] > MAX_DEPTH:
            return False
    return True
