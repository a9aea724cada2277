"""How good a ranked list is: the measures of `search_evaluate`.

A test set says for each query which documents are wanted (grade 2: the one that was asked for, 1: also relevant), and
which documents are nearly the same: of such a group only the first one in a list counts.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

DEPTH = 10


@dataclass(frozen=True)
class Score:
    """The measures of one query, or their mean over several; each lies between 0 and 1."""

    ndcg: float
    mrr: float
    recall: float


def score(ranked: Sequence[str], grades: Mapping[str, int], groups: Mapping[str, str]) -> Score:
    """Judge the first ten documents of a list, near-duplicates taken together.

    `grades` has the wanted documents of the query, at least one above zero; `groups` the group of every document.
    """
    wanted: dict[str, int] = {}
    for document, grade in grades.items():
        group = groups.get(document, document)
        wanted[group] = max(wanted.get(group, 0), grade)
    found = list(dict.fromkeys(groups.get(document, document) for document in ranked))[:DEPTH]
    gained = [wanted.get(group, 0) for group in found]
    best = sorted(wanted.values(), reverse=True)[:DEPTH]
    return Score(
        ndcg=_discounted(gained) / _discounted(best),
        mrr=next((1 / place for place, grade in enumerate(gained, start=1) if grade > 0), 0.0),
        recall=sum(grade > 0 for grade in gained) / min(DEPTH, len(wanted)),
    )


def mean(scores: Iterable[Score]) -> Score:
    """The mean of each measure; zero of nothing."""
    every = list(scores)
    count = len(every) or 1
    return Score(
        ndcg=sum(one.ndcg for one in every) / count,
        mrr=sum(one.mrr for one in every) / count,
        recall=sum(one.recall for one in every) / count,
    )


def _discounted(grades: Sequence[int]) -> float:
    """The gain of a list: a document counts less the lower it stands."""
    return sum((2.0**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, start=1))
