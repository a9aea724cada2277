"""What the public texts of an index say about words, kept between commits.

An engine reads the words of its public index; here they become what a query is understood with. Nothing comes from
any other index: a correction of a word that only stands in a private text would tell about it.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from search.dutch.abbreviations import Abbreviation
from search.dutch.expansion import NO_OTHER_WORDS, OtherWords, Thesaurus, known_thesaurus
from search.dutch.vocabulary import Vocabulary
from search.errors import SearchError

logger = logging.getLogger(__name__)

# Rarer words and abbreviations of a larger index are left out: this bounds memory, and the time to read them.
MAX_WORDS = 200_000
MAX_ABBREVIATIONS = 5_000
# Reading more words than this takes long enough to be noticed, so that it is not done at every commit.
MANY_WORDS = 20_000
PAUSE_SECONDS = 60.0
# The name of the threads that read words again.
READER = "words of the index"


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
    a correction is only shown with a result. That is why a large index is not read again at every commit, and nobody
    but the first one waits for it.
    """

    def __init__(self) -> None:
        self._language = Language(Vocabulary({}), ())
        self._commit = ("", 0)
        self._again_at = 0.0
        self._is_large = False
        self._lock = threading.Lock()

    def current(self, generation: str, stamp: int, read: Callable[[], IndexWords]) -> Language:
        """The language of a generation at a stamp; `read` reads its words when that is worth the time.

        Raises what `read` raises, unless that is done for later.
        """
        with self._lock:
            commit = (generation, stamp)
            if commit == self._commit or (generation == self._commit[0] and time.time() < self._again_at):
                return self._language
            if not self._is_large:
                self._take(read())
            else:
                threading.Thread(target=self._read_for_later, args=(read,), name=READER, daemon=True).start()
            self._commit = commit
            self._again_at = time.time() + (PAUSE_SECONDS if self._is_large else 0.0)
            return self._language

    def _read_for_later(self, read: Callable[[], IndexWords]) -> None:
        try:
            self._take(read(), ready=True)
        except SearchError:
            # An index that is gone, or a cluster that is down: the words of now stay, and the next commit is read.
            logger.warning("The words of the index could not be read again.", exc_info=True)

    def _take(self, words: IndexWords, *, ready: bool = False) -> None:
        vocabulary = Vocabulary(words.counts)
        if ready:
            # While nobody waits for it: a visitor who makes a typing error would.
            vocabulary.make_ready()
        self._language = Language(vocabulary, words.abbreviations)
        self._is_large = len(words.counts) > MANY_WORDS
