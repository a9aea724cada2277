"""What a visitor typed, parsed once into our own words.

No engine ever sees the text itself: it gets what `search.understanding` makes of a `Query`. Every text gives a query;
none raises.
"""

import re
from dataclasses import dataclass

from search.text import clean_text

MAX_LENGTH = 200
MAX_WORDS = 20
# Shorter beginnings fit too many words to help.
MIN_PREFIX = 3

_LETTERS = re.compile(r"[^\W_]+")
# Dutch and French quotation marks do what straight ones do.
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
# A minus only excludes at the start of a word. A quotation mark that is never closed runs to the end.
_PART = re.compile(r'(?P<minus>-*)"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)')


@dataclass(frozen=True)
class Query:
    """A search in words.

    A document that holds more of the `words` ranks higher; one of them is enough. It must hold every phrase and none
    of `excluded` (words or phrases). `prefixes` were typed with a star: any word that begins so counts. `typing` is
    the last word when it may still be growing. `search.understanding` cuts every text here into words.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    typing: str = ""
    excluded: tuple[str, ...] = ()
    shortened: bool = False

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to look for."""
        return not (self.words or self.phrases or self.prefixes or self.excluded)

    @property
    def asks_for_text(self) -> bool:
        """True when a document has to hold something; false for an empty query or one that only excludes."""
        return bool(self.words or self.phrases or self.prefixes)


def parse(text: str) -> Query:
    """Parse what a visitor typed: words, "a phrase", -without, begin*.

    Text over `MAX_LENGTH` characters and parts over `MAX_WORDS` are left out, and `shortened` says so.
    """
    cleaned = " ".join(clean_text(text[: 4 * MAX_LENGTH]).translate(_QUOTES).split())
    shortened = len(cleaned) > MAX_LENGTH or len(text) > 4 * MAX_LENGTH
    parts = [part for part in _PART.finditer(cleaned[:MAX_LENGTH]) if _LETTERS.search(part[0])]
    words: list[str] = []
    phrases: list[str] = []
    prefixes: list[str] = []
    excluded: list[str] = []
    for part in parts[:MAX_WORDS]:
        if part["word"] is None:
            (excluded if part["minus"] else phrases).append(part["phrase"].strip())
        elif part["word"].startswith("-"):
            excluded.append(part["word"].lstrip("-"))
        elif part["word"].endswith("*") and _can_be_prefix(part["word"]):
            prefixes.append(part["word"].rstrip("*"))
        else:
            words.append(part["word"])
    return Query(
        words=tuple(dict.fromkeys(words)),
        phrases=tuple(dict.fromkeys(phrases)),
        prefixes=tuple(dict.fromkeys(prefixes)),
        typing=_word_being_typed(text, parts),
        excluded=tuple(dict.fromkeys(excluded)),
        shortened=shortened or len(parts) > MAX_WORDS,
    )


def _word_being_typed(text: str, parts: list[re.Match[str]]) -> str:
    if not parts or len(parts) > MAX_WORDS or text[-1:].isspace():
        return ""
    word: str | None = parts[-1]["word"]
    if word is None or word.startswith("-") or word.endswith("*") or not _can_be_prefix(word):
        return ""
    return word


def _can_be_prefix(word: str) -> bool:
    return any(len(run) >= MIN_PREFIX for run in _LETTERS.findall(word)[-1:])
