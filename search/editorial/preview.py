"""What words of editors would change, before they are saved."""

from collections.abc import Iterable
from dataclasses import dataclass

from common.access import Viewer
from search import service
from search.authorise import SearchResult
from search.editorial.current import Editorial
from search.editorial.words import WordGroup, other_words
from search.models import SynonymGroup
from search.service import SearchPage

# How many of the best results are compared.
COMPARED = 10


@dataclass(frozen=True)
class TermCount:
    """A word with the number of results that it has by itself now; None when nothing may be counted."""

    term: str
    total: int | None


@dataclass(frozen=True)
class Change:
    """A result after the change; `is_new` when it was not among the first ones before."""

    result: SearchResult
    is_new: bool


@dataclass(frozen=True)
class Preview:
    """What a question finds without and with a group of words. Totals are None when nothing may be counted."""

    question: str
    before: int | None
    after: int | None
    first: tuple[Change, ...]
    terms: tuple[TermCount, ...]


def preview_words(viewer: Viewer, group: WordGroup | None, *, question: str, replaces: int | None) -> Preview:
    """Ask `question` with the group instead of the saved one `replaces`, and without both.

    `group` is None for words that are not in use. Raises SearchUnavailableError when there is no index that may be
    served.
    """
    others = [kept.group for kept in SynonymGroup.objects.in_use() if kept.pk != replaces]
    without = _ask(viewer, question, others)
    with_group = _ask(viewer, question, [*others, *([group] if group else [])])
    known = {result.id for result in without.results[:COMPARED]}
    return Preview(
        question=question,
        before=without.total,
        after=with_group.total,
        first=tuple(Change(result, result.id not in known) for result in with_group.results[:COMPARED]),
        terms=tuple(TermCount(term, _ask(viewer, term, others).total) for term in (group.terms if group else ())),
    )


def _ask(viewer: Viewer, text: str, groups: Iterable[WordGroup]) -> SearchPage:
    return service.search(viewer, text=text, filters={}, editorial=Editorial(words=other_words(groups)))
