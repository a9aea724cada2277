"""The words of an index are read when it changed, and seldom when there are very many."""

import pytest
import time_machine

from search import language
from search.dutch.abbreviations import Abbreviation
from search.dutch.expansion import read
from search.language import IndexWords, LanguageKeeper


class Index:
    """Words that can be read, and how often that was done."""

    def __init__(self, *words: str) -> None:
        self.words = dict.fromkeys(words, 1)
        self.read_times = 0

    def read(self) -> IndexWords:
        self.read_times += 1
        return IndexWords(self.words, (Abbreviation("BSS", "Buurtoverleg Schone Straten"),))


def test_a_small_index_is_read_whenever_it_was_opened() -> None:
    keeper, index = LanguageKeeper(), Index("wijkteam")

    assert "buurthuis" not in keeper.current("a", index.read).vocabulary
    index.words["buurthuis"] = 1

    assert "buurthuis" in keeper.current("a", index.read).vocabulary


def test_a_large_index_is_read_again_after_a_while_or_when_it_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "MANY_WORDS", 1)
    keeper, index = LanguageKeeper(), Index("wijkteam", "buurthuis")

    with time_machine.travel("2026-11-24 12:00", tick=False) as clock:
        first = keeper.current("a", index.read)
        clock.shift(59)
        assert keeper.current("a", index.read) is first
        keeper.current("b", index.read)
        assert index.read_times == 2
        clock.shift(61)
        keeper.current("b", index.read)
        assert index.read_times == 3


def test_abbreviations_of_the_index_come_beside_the_general_ones() -> None:
    found = LanguageKeeper().current("a", Index("wijkteam").read)

    for short, full in (("BSS", ["buurtoverleg", "schone", "straten"]), ("VNG", ["vereniging", "van", "nederlandse"])):
        (expansion,) = found.thesaurus().expand(read(short))
        assert [form.word for form in expansion.words][:3] == full
