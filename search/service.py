"""Searching, for views. Three guards stand on the way, and nothing here can be told to skip one.

1. `search.guard`: the viewer's audience, resolved now, and none of the records that the index is behind on.
2. `search.authorise`: every hit that is shown passes the database.
3. Public and other documents live in two indexes; suggestions come from the public one only.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.utils import timezone

from common.access import Viewer
from search.authorise import SearchResult, authorise
from search.contracts import Facet
from search.editorial.current import Editorial, current_editorial
from search.editorial.promoted import promoted_for
from search.engines.base import EngineQuery, EngineResults, Hit
from search.enums import Order
from search.guard import GuardedSnapshot, again_after_a_rebuild, open_guarded
from search.models import IndexTask
from search.query import Query, parse
from search.registry import facets
from search.text import clean_text
from search.understanding import just

PAGE_SIZE = 20
# Nobody reads further, and every engine gets slower the deeper it has to look.
MAX_RESULTS = 10_000
MAX_SUGGESTIONS = 8
MIN_SUGGEST_LENGTH = 2
MAX_VALUE_LENGTH = 100
# A word is told about when one of its best hits may be seen; looking further is not worth the time.
MAX_CHECKED = 5

Filters = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class FacetResult:
    """What a facet holds for this search.

    `labels` has the words for every value that was counted or asked for and exists, the most frequent first.
    `counts` are computed without the filter of the facet itself; empty when nothing may be counted.
    """

    name: str
    label: str
    labels: Mapping[str, str]
    counts: Mapping[str, int]


@dataclass(frozen=True)
class SearchPage:
    """One page of results.

    `total` is None when so many changes wait that nothing may be counted. `number` lies within `pages`. Requested
    values that no facet's labels hold do not exist, and limited nothing. `corrected` has the words that were not found
    with what was looked for instead, `joined` the words that were made of two; each has a result that the viewer may
    see. `promoted` are the identifiers that editors put first; what is not among `results` may not be told about.
    """

    query: Query
    results: tuple[SearchResult, ...]
    total: int | None
    number: int
    pages: int
    facets: tuple[FacetResult, ...]
    corrected: tuple[tuple[str, str], ...] = ()
    joined: tuple[str, ...] = ()
    promoted: frozenset[str] = frozenset()

    @property
    def goes_on(self) -> bool:
        """True when there are more results than the pages show."""
        return self.total is not None and self.total > MAX_RESULTS


@dataclass(frozen=True)
class Suggestion:
    """A page that a visitor may be looking for."""

    title: str
    url: str
    kind: str


@again_after_a_rebuild
def search(
    viewer: Viewer,
    *,
    text: str,
    filters: Filters,
    page: int = 1,
    order: Order = Order.RELEVANCE,
    editorial: Editorial | None = None,
) -> SearchPage:
    """Find what `viewer` may see. A page number outside the results is moved into them.

    `editorial` is what editors may decide instead of what they decided, to see what would change.

    Raises SearchUnavailableError when there is no index that may be served.
    """
    query = parse(text)
    guarded = open_guarded()
    decided = editorial or current_editorial()
    wanted = _readable(filters)
    question = EngineQuery(
        query=guarded.snapshot.understand(query, decided.words),
        audience=viewer.tokens,
        excluded=guarded.excluded,
        filters=wanted,
        facets=tuple(facets()) if guarded.is_complete else (),
        promoted=promoted_for(query, decided.promoted, today=timezone.localdate()),
        order=order,
        limit=PAGE_SIZE,
    )
    answer = _ask(guarded, question, page)
    labels = _labels(wanted, answer)
    existing = {name: values & labels[name].keys() for name, values in wanted.items()}
    if existing != wanted:
        answer = _ask(guarded, replace(question, filters=existing), page)
        labels = _labels(existing, answer)
    results = authorise(viewer, answer.hits)
    number, pages = _place(page, answer, guarded)
    meant = _visible_words(viewer, guarded, question, {result.id for result in results})
    return SearchPage(
        query=query,
        results=results,
        total=answer.total - (len(answer.hits) - len(results)) if guarded.is_complete else None,
        number=number,
        pages=pages,
        facets=tuple(_facet_result(facet, labels[name], answer) for name, facet in facets().items()),
        corrected=tuple(
            (typed, word) for typed, word in question.query.corrected if word in meant and typed not in meant
        ),
        joined=tuple(word for word in question.query.joined if word in meant),
        promoted=frozenset(question.promoted),
    )


@again_after_a_rebuild
def suggest(viewer: Viewer, text: str) -> tuple[Suggestion, ...]:
    """Public pages of which the title begins to look like `text`, checked in the database like any result.

    Raises SearchUnavailableError when there is no index that may be served.
    """
    query = parse(text)
    if len(text.strip()) < MIN_SUGGEST_LENGTH or not (query.words or query.prefixes):
        return ()
    guarded = open_guarded()
    if not guarded.is_complete:
        return ()
    hits = guarded.snapshot.suggest(query, excluded=guarded.excluded, limit=MAX_SUGGESTIONS)
    return tuple(
        Suggestion(title=result.card.title, url=result.card.url, kind=result.card.kind_label)
        for result in authorise(viewer, hits)
    )


def _visible_words(
    viewer: Viewer, guarded: GuardedSnapshot, question: EngineQuery, visible: Collection[str]
) -> frozenset[str]:
    """Of the words that may be told about, those with a hit that passes all guards.

    `visible` are the identifiers that passed already.
    """
    asked = question.query
    if not guarded.is_complete or not (asked.corrected or asked.joined):
        return frozenset()
    words = {word for pair in asked.corrected for word in pair}.union(asked.joined)
    hits = {word: _hits_of(word, guarded, question) for word in words}
    unknown = {hit.id: hit for found in hits.values() for hit in found if hit.id not in visible}
    allowed = {result.id for result in authorise(viewer, unknown.values())}.union(visible)
    return frozenset(word for word, found in hits.items() if any(hit.id in allowed for hit in found))


def _hits_of(word: str, guarded: GuardedSnapshot, question: EngineQuery) -> tuple[Hit, ...]:
    """The first hits of one word, without filters."""
    answer = guarded.snapshot.search(
        EngineQuery(query=just(word), audience=question.audience, excluded=question.excluded, limit=MAX_CHECKED)
    )
    return answer.hits


def _readable(filters: Filters) -> dict[str, frozenset[str]]:
    """The requested values of registered facets that a source may be asked about; nothing is called like the rest."""
    return {
        name: frozenset(
            value for value in filters.get(name, ()) if len(value) <= MAX_VALUE_LENGTH and clean_text(value) == value
        )
        for name in facets()
    }


def _ask(guarded: GuardedSnapshot, question: EngineQuery, page: int) -> EngineResults:
    """Ask the engine for a page; when it lies beyond the last one, for the last one."""

    def ask(number: int) -> EngineResults:
        return guarded.snapshot.search(replace(question, offset=(number - 1) * PAGE_SIZE))

    number = _page_within(page, MAX_RESULTS)
    answer = ask(number)
    if not guarded.is_complete:
        return _without_waiting(answer)
    last = _page_within(number, answer.total)
    return answer if last == number else ask(last)


def _place(page: int, answer: EngineResults, guarded: GuardedSnapshot) -> tuple[int, int]:
    """The number of the page that was found, and how many there are, as far as that may be told."""
    if guarded.is_complete:
        return _page_within(page, answer.total), _page_count(answer.total)
    number = _page_within(page, MAX_RESULTS)
    return number, number + 1 if answer.hits else number


def _without_waiting(answer: EngineResults) -> EngineResults:
    """Drop the hits of which a change waits: there are too many of those to leave out of the question."""
    waiting = set(IndexTask.objects.about([hit.public_id for hit in answer.hits]).values_list("public_id", flat=True))
    kept = tuple(hit for hit in answer.hits if hit.public_id not in waiting)
    return EngineResults(total=answer.total, hits=kept, counts={})


def _page_count(total: int) -> int:
    return max(1, -(-min(total, MAX_RESULTS) // PAGE_SIZE))


def _page_within(page: int, total: int) -> int:
    return min(max(page, 1), _page_count(total))


def _labels(filters: Mapping[str, frozenset[str]], answer: EngineResults) -> Mapping[str, Mapping[str, str]]:
    """The words for every value that was asked for or counted; one question for each facet that has any."""
    labels: dict[str, Mapping[str, str]] = {}
    for name, facet in facets().items():
        values = filters.get(name, frozenset()) | answer.counts.get(name, {}).keys()
        labels[name] = facet.labels(values) if values else {}
    return labels


def _facet_result(facet: Facet, labels: Mapping[str, str], answer: EngineResults) -> FacetResult:
    counts = answer.counts.get(facet.name, {})
    ordered = sorted(labels.items(), key=lambda item: (-counts.get(item[0], 0), item[1]))
    return FacetResult(name=facet.name, label=facet.label, labels=dict(ordered), counts=counts)
