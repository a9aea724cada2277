"""The words that the indexed texts hold, asked for what a query may have meant."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from heapq import nlargest

from search.dutch.families import root
from search.dutch.spelling import Correction, Speller
from search.dutch.stemming import stem
from search.dutch.stopwords import STOP_WORDS

MAX_RELATIVES = 8
MAX_COMPLETIONS = 8
# Comes after every letter.
_LAST_LETTER = "\U0010ffff"
_LINKS = ("", "s")


class Vocabulary:
    """The folded words of an index with the number of documents that hold them.

    It is made from the index whose words may be shown to everybody: a correction that only stands in a private
    document would tell about it. Making it takes about a second for 100,000 words; asking takes milliseconds at most.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._words = counts
        self._speller = Speller(counts)
        self._stems: Counter[str] = Counter()
        for word, count in counts.items():
            if word not in STOP_WORDS:
                self._stems[stem(word)] += count
        # The stems of a family with spaces between them: hundreds of thousands of lists would make Python's collector
        # of garbage stop the process, visitors and all, for half a second.
        self._families: dict[str, str] = {}
        for known, _ in self._stems.most_common():
            family = root(known)
            self._families[family] = f"{self._families[family]} {known}" if family in self._families else known

    def __contains__(self, word: str) -> bool:
        """Whether a document holds the word, in any form."""
        return stem(word) in self._stems or word in self._speller

    def documents(self, word_stem: str) -> int:
        """About how many documents hold a form of the word: one that holds several forms counts for each."""
        return self._stems.get(word_stem, 0)

    @cached_property
    def most(self) -> int:
        """The number of the word that most documents hold."""
        return max(self._stems.values(), default=0)

    def corrections(self, word: str) -> list[Correction]:
        """Words that may have been meant; none for a word that is known in any form."""
        return [] if word in self else self._speller.correct(word)

    def make_ready(self) -> None:
        """Make everything that is otherwise made when a question needs it first, which may take seconds."""
        self._speller.make_ready()
        _made = self._sorted, self.most

    def completions(self, beginning: str) -> list[str]:
        """The words of the texts that begin so and are longer, the most frequent first."""
        start = bisect_left(self._sorted, beginning)
        end = bisect_left(self._sorted, beginning + _LAST_LETTER, lo=start)
        found = (word for word in self._sorted[start:end] if word != beginning)
        return nlargest(MAX_COMPLETIONS, found, key=lambda word: self._words[word])

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._words)

    def relatives(self, word_stem: str) -> tuple[str, ...]:
        """Stems of the same family in the texts, the most frequent first."""
        family = self._families.get(root(word_stem), "").split()
        return tuple(known for known in family if known != word_stem)[:MAX_RELATIVES]

    def joins(self, one: str, two: str) -> tuple[str, ...]:
        """The known words that two neighbours may be together: jeugd and werk are jeugdwerk."""
        together = (one + link + two for link in _LINKS)
        return tuple(word for word in together if word in self)
