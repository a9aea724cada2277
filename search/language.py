"""What the public texts of an index say about words, kept between commits.

An engine reads the words of its public index; here they become what a query is understood with. Nothing comes from
any other index: a correction of a word that only stands in a private text would tell about it.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from search.dutch.abbreviations import Abbreviation
from search.dutch.expansion import NO_OTHER_WORDS, OtherWords, Thesaurus, known_thesaurus
from search.dutch.vocabulary import Vocabulary

# Rarer words and abbreviations of a larger index are left out: this bounds memory, and the time to read them.
MAX_WORDS = 200_000
MAX_ABBREVIATIONS = 5_000
# Reading more words than this takes long enough to be noticed, so that it is not done at every commit.
MANY_WORDS = 20_000
PAUSE_SECONDS = 60.0


@dataclass(frozen=True)
class IndexWords:
    """What stands in a public index: words with the number of their documents, and abbreviations it explains."""

    counts: Mapping[str, int]
    abbreviations: tuple[Abbreviation, ...]


@dataclass(frozen=True)
class Language:
    """The words of an index and other words for them."""

    vocabulary: Vocabulary
    abbreviations: tuple[Abbreviation, ...]
    _built: list[tuple[OtherWords, Thesaurus]] = field(default_factory=list, compare=False, repr=False)

    def thesaurus(self, others: OtherWords = NO_OTHER_WORDS) -> Thesaurus:
        """The general lists with the abbreviations of the index, and other words that come with the question.

        The last one is kept: `others` is the same object until an editor changes it.
        """
        for known, thesaurus in self._built:
            if known is others:
                return thesaurus
        thesaurus = known_thesaurus(self.abbreviations, others)
        self._built[:] = [(others, thesaurus)]
        return thesaurus


class LanguageKeeper:
    """The language of one engine in one process, shared between threads.

    Words that are a little behind do no harm: what is looked for is always looked for in the index as it is now, and
    a correction is only shown with a result. That is why a large index is not read again at every commit.
    """

    def __init__(self) -> None:
        self._language = Language(Vocabulary({}), ())
        self._generation = ""
        self._again_at = 0.0
        self._reading = threading.Lock()

    def current(self, generation: str, read: Callable[[], IndexWords]) -> Language:
        """The language of a generation that was just opened; `read` reads its words when that is worth the time."""
        with self._reading:
            if generation == self._generation and time.time() < self._again_at:
                return self._language
            words = read()
            self._language = Language(Vocabulary(words.counts), words.abbreviations)
            self._generation = generation
            self._again_at = time.time() + (PAUSE_SECONDS if len(words.counts) > MANY_WORDS else 0.0)
            return self._language
