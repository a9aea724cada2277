"""The words that the indexed texts hold, asked for what a query may have meant."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cached_property

from search.dutch.families import root
from search.dutch.spelling import Correction, Speller
from search.dutch.stemming import stem
from search.dutch.stopwords import STOP_WORDS

MAX_RELATIVES = 8
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
        self._families: dict[str, list[str]] = defaultdict(list)
        for known, _ in self._stems.most_common():
            self._families[root(known)].append(known)

    def __contains__(self, word: str) -> bool:
        """Whether a document holds the word, in any form."""
        return stem(word) in self._stems or word in self._speller

    def corrections(self, word: str) -> list[Correction]:
        """Words that may have been meant; none for a word that is known in any form."""
        return [] if word in self else self._speller.correct(word)

    def begins(self, beginning: str) -> bool:
        """Whether a word of the texts begins so."""
        at = bisect_left(self._sorted, beginning)
        return self._sorted[at : at + 1] != [] and self._sorted[at].startswith(beginning)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._words)

    def relatives(self, word_stem: str) -> tuple[str, ...]:
        """Stems of the same family in the texts, the most frequent first."""
        family = self._families.get(root(word_stem), ())
        return tuple(known for known in family if known != word_stem)[:MAX_RELATIVES]

    def joins(self, one: str, two: str) -> tuple[str, ...]:
        """The known words that two neighbours may be together: jeugd and werk are jeugdwerk."""
        together = (one + link + two for link in _LINKS)
        return tuple(word for word in together if word in self)
