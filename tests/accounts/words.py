"""Finds words that do not belong in a page of this site: je in place of u, and English."""

import re
from html.parser import HTMLParser

FAMILIAR = re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE)

# Words that are no Dutch word as well. A name of a thing (passkey, browser) is not in the list.
ENGLISH = re.compile(
    r"\b(the|your|you|please|this|that|these|with|from|has|been|have|are|not|will|can|password|username|email"
    r"|address|sign|signin|sign-in|log out|login|logout|verify|verified|verification|confirm|confirmation|cancel"
    r"|remove|change|current|enter|use|using|forgot|forgotten|again|save|edit|add|delete|view|download codes"
    r"|security|key|keys|recovery|authenticator|session|sessions|device|required|invalid|incorrect|expired"
    r"|successfully|sent|phone|number|third-party|continue|back|next|previous|search|settings|help)\b",
    re.IGNORECASE,
)


SPOKEN = frozenset({"aria-label", "alt", "title", "placeholder", "data-label"})
SILENT = frozenset({"script", "style", "template"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        self.words.extend(value for name, value in attrs if name in SPOKEN and value)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def visible_text(html: str) -> str:
    """What people see or hear of a page: text, the title, and the attributes that are read aloud."""
    reader = _Reader()
    reader.feed(html)
    return " ".join(" ".join(reader.words).split())


def strange_words(text: str) -> list[str]:
    """The words in a text that do not belong there, in order. Addresses are left out: they are not read as words."""
    text = re.sub(r"https?://\S+|\S+@\S+", " ", text)
    return [found.group() for pattern in (FAMILIAR, ENGLISH) for found in pattern.finditer(text)]
