"""Measuring search: the measures themselves, and a small set through the command."""

import json
import math
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from search.evaluation import Question, halves
from search.scoring import Score, mean, score

SET = Path(__file__).with_name("evaluation_set.jsonl")


def evaluate(path: Path = SET, **options) -> dict[str, tuple[float, ...]]:
    """The rows that the command prints, by their name."""
    out = StringIO()
    call_command("search_evaluate", str(path), stdout=out, **options)
    rows = [line.rsplit(maxsplit=4) for line in out.getvalue().splitlines()[1:-1]]
    return {name: tuple(map(float, numbers)) for name, *numbers in rows}


# --- Measures --------------------------------------------------------------------------------------------------------


def test_the_document_that_was_asked_for_first_is_the_best_there_is() -> None:
    assert score(["a", "b"], {"a": 2, "b": 1}, {}) == Score(1.0, 1.0, 1.0)


def test_a_document_counts_less_the_lower_it_stands() -> None:
    found = score(["x", "y", "a"], {"a": 2}, {})

    assert (found.ndcg, found.mrr, found.recall) == (1 / math.log2(4), 1 / 3, 1.0)


def test_the_lesser_answer_first_costs_some_gain() -> None:
    found = score(["b", "a"], {"a": 2, "b": 1}, {})

    assert found.ndcg == pytest.approx((1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3)))
    assert found.mrr == 1.0


def test_near_duplicates_count_once_and_give_their_places_to_others() -> None:
    groups = {"a1": "a", "a2": "a"}

    assert score(["a2", "a1", "b"], {"a1": 2, "b": 2}, groups) == Score(1.0, 1.0, 1.0)


def test_only_the_first_ten_count() -> None:
    nine, ten = [str(number) for number in range(9)], [str(number) for number in range(10)]

    assert score([*nine, "a"], {"a": 2}, {}).mrr == 1 / 10
    assert score([*ten, "a"], {"a": 2}, {}) == Score(0.0, 0.0, 0.0)
    assert score([], {"a": 2}, {}) == Score(0.0, 0.0, 0.0)


def test_recall_of_more_than_ten_wanted_documents_can_be_whole() -> None:
    wanted = {str(number): 1 for number in range(20)}

    assert score(list(wanted), wanted, {}).recall == 1.0


@given(
    st.lists(st.sampled_from("abcdefgh"), unique=True), st.dictionaries(st.sampled_from("abcd"), st.just(2), min_size=1)
)
def test_measures_lie_between_nothing_and_everything(ranked: list[str], grades: dict[str, int]) -> None:
    found = score(ranked, grades, {"a": "x", "b": "x"})

    assert all(0 <= measure <= 1 + 1e-9 for measure in (found.ndcg, found.mrr, found.recall))


def test_the_mean_of_nothing_is_nothing() -> None:
    assert mean([]) == Score(0.0, 0.0, 0.0)
    assert mean([Score(1, 1, 1), Score(0, 0.5, 1)]) == Score(0.5, 0.75, 1.0)


def test_halves_divide_every_phenomenon_and_are_the_same_for_the_same_seed() -> None:
    questions = [Question(f"q{number}", "", "kb", "typo" if number % 3 else "topic", {}) for number in range(30)]

    first, second = halves(questions, 7)

    assert halves(questions[::-1], 7) == (first, second)
    assert halves(questions, 8) != (first, second)
    assert {one.id for one in first}.isdisjoint(one.id for one in second)
    assert [[one.phenomenon for one in half].count("topic") for half in (first, second)] == [5, 5]
    assert len(first) == len(second) == 15


# --- The command -----------------------------------------------------------------------------------------------------


def test_a_set_is_indexed_asked_and_judged(tmp_path: Path) -> None:
    run = tmp_path / "run.json"

    rows = evaluate(run=run)

    found = json.loads(run.read_text())
    assert set(found["q1"][:2]) == {"buurt-1", "buurt-2"}
    assert (found["q2"], found["q3"]) == (["plein"], [])
    # The real title is the query here, so that only the text can answer it: q4 has words of no text.
    assert found["q5"][0] == "taal"
    assert rows["inflection"] == (1, 1.0, 1.0, 1.0)
    assert rows["typo"] == (2, 0.5, 0.5, 0.5)
    assert rows["kb, all"] == (3, 0.75, 0.75, 0.75)
    assert rows["clerk and vac, all"][0] == 2
    assert {"kb, first", "kb, second", "clerk and vac, first", "clerk and vac, second"} <= rows.keys()


def test_one_collection_can_be_measured_alone() -> None:
    rows = evaluate(collection="blind")

    assert rows.keys() == {"clerk", "clerk and vac, all", "clerk and vac, first", "clerk and vac, second"}


def test_nothing_is_left_behind(settings, tmp_path: Path) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "own"

    evaluate()

    assert not (tmp_path / "own").exists()


QUERY = {"type": "query", "id": "q", "text": "x", "collection": "kb", "phenomenon": "p", "qrels": {"a": 1}}
DOCUMENT = {"type": "doc", "id": "a", "title": "A", "body": ""}


@pytest.mark.parametrize(
    ("records", "problem"),
    [
        ([], "holds 0 documents and 0 queries"),
        ([QUERY], "holds 0 documents and 1 queries"),
        ([QUERY, []], "Line 2 of .* is no part of a test set"),
        ([DOCUMENT, {"type": "query", "id": "q"}], "Line 2 of .* is no part of a test set"),
        ([QUERY | {"collection": "onzin"}], "Line 1 of .* is no part of a test set"),
        ([QUERY | {"qrels": {}}], "Line 1 of .* is no part of a test set"),
        ([QUERY | {"qrels": {"a": 0}}], "Line 1 of .* is no part of a test set"),
        ([DOCUMENT | {"title": 5}, QUERY], "The document a can not be indexed"),
        ([{"type": "doc", "id": "a"}, QUERY], "The document a can not be indexed"),
    ],
)
def test_a_file_that_is_no_set_is_refused_with_its_line(tmp_path: Path, records: list, problem: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(map(json.dumps, records)))

    with pytest.raises(CommandError, match=problem):
        evaluate(path)


def test_a_document_without_a_title_is_found_by_its_text(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(
        "\n".join(map(json.dumps, [DOCUMENT | {"title": "", "body": "Een zeppelin."}, QUERY | {"text": "zeppelin"}]))
    )

    assert evaluate(path)["kb, all"][1] == 1.0


def test_a_file_that_can_not_be_read_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "set.jsonl"
    broken.write_bytes(b"\xff{")

    for path in (broken, tmp_path / "weg.jsonl", tmp_path):
        with pytest.raises(CommandError, match="can not be read"):
            evaluate(path)
