"""The words of an index are read when it changed, and seldom when there are very many."""

import threading

import pytest
import time_machine

from search import language
from search.dutch.abbreviations import Abbreviation
from search.dutch.expansion import read
from search.errors import SearchUnavailableError
from search.language import IndexWords, LanguageKeeper


class Index:
    """Words that can be read, and how often that was done."""

    def __init__(self, *words: str) -> None:
        self.words = dict.fromkeys(words, 1)
        self.read_times = 0

    def read(self) -> IndexWords:
        self.read_times += 1
        return IndexWords(self.words, (Abbreviation("BSS", "Buurtoverleg Schone Straten"),))


def wait_for_readers() -> None:
    for thread in threading.enumerate():
        if thread.name.startswith(language.READER):
            thread.join()


def test_a_small_index_is_read_at_every_commit() -> None:
    keeper, index = LanguageKeeper(), Index("wijkteam")

    assert "buurthuis" not in keeper.current("a", 1, index.read).vocabulary
    index.words["buurthuis"] = 1

    assert "buurthuis" not in keeper.current("a", 1, index.read).vocabulary
    assert "buurthuis" in keeper.current("a", 2, index.read).vocabulary
    assert index.read_times == 2


def test_a_large_index_is_read_again_after_a_while_or_when_it_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "MANY_WORDS", 1)
    keeper, index = LanguageKeeper(), Index("wijkteam", "buurthuis")

    with time_machine.travel("2026-11-24 12:00", tick=False) as clock:
        first = keeper.current("a", 1, index.read)
        clock.shift(59)
        assert keeper.current("a", 2, index.read) is first
        clock.shift(2)
        keeper.current("a", 2, index.read)
        wait_for_readers()
        assert index.read_times == 2
        keeper.current("b", 1, index.read)
        wait_for_readers()
        assert index.read_times == 3
        assert keeper.current("b", 1, index.read) is not first


def test_nobody_waits_until_a_large_index_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "MANY_WORDS", 1)
    keeper, index, may_read = LanguageKeeper(), Index("wijkteam", "buurthuis"), threading.Event()
    first = keeper.current("a", 1, index.read)
    index.words["plein"] = 1

    def slowly() -> IndexWords:
        may_read.wait()
        return index.read()

    assert keeper.current("b", 1, slowly) is first
    assert keeper.current("b", 1, slowly) is first
    may_read.set()
    wait_for_readers()

    assert "plein" in keeper.current("b", 1, slowly).vocabulary
    assert index.read_times == 2


def test_no_visitor_waits_for_what_corrects_a_large_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "MANY_WORDS", 1)
    keeper, index = LanguageKeeper(), Index("wijkteam", "buurthuis")
    keeper.current("a", 1, index.read)
    keeper.current("b", 1, index.read)
    wait_for_readers()

    vocabulary = keeper.current("b", 1, index.read).vocabulary

    assert {"_alike", "_near"} <= vars(vocabulary._speller).keys()
    assert [found.word for found in vocabulary.corrections("wijktaem")] == ["wijkteam"]


def test_words_that_can_not_be_read_again_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "MANY_WORDS", 1)
    keeper, index = LanguageKeeper(), Index("wijkteam", "buurthuis")
    first = keeper.current("a", 1, index.read)

    def fails() -> IndexWords:
        raise SearchUnavailableError("The cluster is down.")

    keeper.current("b", 1, fails)
    wait_for_readers()

    assert keeper.current("b", 1, fails) is first
    with pytest.raises(SearchUnavailableError):
        LanguageKeeper().current("a", 1, fails)


def test_abbreviations_of_the_index_come_beside_the_general_ones() -> None:
    found = LanguageKeeper().current("a", 1, Index("wijkteam").read)

    for short, full in (("BSS", ["buurtoverleg", "schone", "straten"]), ("VNG", ["vereniging", "van", "nederlandse"])):
        (expansion,) = found.thesaurus().expand(read(short))
        assert [form.word for form in expansion.words][:3] == full
