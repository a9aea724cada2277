"""Searching, for views. Three guards stand on the way, and nothing here can be told to skip one.

1. `search.guard`: the viewer's audience, resolved now, and none of the records that the index is behind on.
2. `search.authorise`: every hit that is shown passes the database.
3. Public and other documents live in two indexes; suggestions come from the public one only.
"""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils import timezone

from common.access import Viewer
from search.authorise import SearchResult, authorise
from search.broader import Attempt, broader_than, text_of
from search.contracts import KIND_FACET, Facet
from search.editorial.current import Editorial, current_editorial
from search.editorial.promoted import promoted_for
from search.engines.base import EngineQuery, EngineResults, Hit
from search.enums import Order
from search.guard import GuardedSnapshot, again_after_a_rebuild, open_guarded
from search.highlight import Highlight
from search.kinds import count_groups, kinds_of
from search.models import IndexTask
from search.query import Query, parse
from search.reading import Reading, read_question
from search.registry import facets, related_to, sources
from search.similar import about
from search.text import clean_text
from search.understanding import just

PAGE_SIZE = 20
# Nobody reads further, and every engine gets slower the deeper it has to look.
MAX_RESULTS = 10_000
MAX_SUGGESTIONS = 8
MAX_SIMILAR = 10
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
class BroaderQuestion:
    """A question that asks less and finds something: `count` documents, exact under the first guard.

    `text` is what was asked when only filters were left out.
    """

    attempt: Attempt
    text: str
    count: int


@dataclass(frozen=True)
class Help:
    """What helps who found nothing: how the question was read, what finds more, and what there is at all."""

    readings: tuple[Reading, ...]
    broader: tuple[BroaderQuestion, ...]
    entries: tuple[FacetResult, ...]


@dataclass(frozen=True)
class SearchPage:
    """One page of results.

    `total` is None when so many changes wait that nothing may be counted. `number` lies within `pages`. Requested
    values that no facet's labels hold do not exist, and limited nothing. `corrected` has the words that were not found
    with what was looked for instead, `joined` the words that were made of two; each has a result that the viewer may
    see. `promoted` are the identifiers that editors put first; what is not among `results` may not be told about.
    `help` is there when nothing was found.
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
    help: Help | None = None

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
        filters=_engine_filters(wanted),
        facets=tuple(facets()) if guarded.is_complete else (),
        promoted=promoted_for(query, decided.promoted, today=timezone.localdate()),
        order=order,
        limit=PAGE_SIZE,
    )
    answer = _ask(guarded, question, page)
    labels = _labels(wanted, answer)
    existing = {name: values & labels[name].keys() for name, values in wanted.items()}
    if existing != wanted:
        question = replace(question, filters=_engine_filters(existing))
        answer = _ask(guarded, question, page)
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
        facets=tuple(_facet_result(facet, labels[name], answer, existing) for name, facet in facets().items()),
        corrected=tuple(
            (typed, word) for typed, word in question.query.corrected if word in meant and typed not in meant
        ),
        joined=tuple(word for word in question.query.joined if word in meant),
        promoted=frozenset(question.promoted),
        help=_help(guarded, question, text, query, existing, decided) if _is_empty(guarded, answer) else None,
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


@dataclass(frozen=True)
class Similar:
    """What is like a record: what editors named first, then what its words find."""

    subject: SearchResult
    related: tuple[SearchResult, ...]
    found: tuple[SearchResult, ...]


@again_after_a_rebuild
def similar(viewer: Viewer, kind: str, public_id: UUID) -> Similar | None:
    """Find what is like a record, under the guards of a search; None when the viewer may not see the record itself.

    Raises SearchUnavailableError when there is no index that may be served.
    """
    if kind not in sources():
        return None
    guarded = open_guarded()
    subject = _unmarked(kind, public_id)
    related = [_unmarked(kind, each) for each in related_to(viewer, kind, public_id)]
    hits = _hits_like(viewer, guarded, subject.id, besides={hit.id for hit in related})
    # All at once: each kind asks the database for its cards.
    results = {result.id: result for result in authorise(viewer, (subject, *related, *hits))}
    if subject.id not in results:
        return None
    return Similar(
        subject=results[subject.id],
        related=tuple(results[hit.id] for hit in related if hit.id in results),
        found=tuple(results[hit.id] for hit in hits if hit.id in results),
    )


def _unmarked(kind: str, public_id: UUID) -> Hit:
    """A record that no index offered: the database alone says whether it may be shown."""
    return Hit(kind=kind, public_id=public_id, title=Highlight(text="", spans=()), snippet=None)


def _hits_like(
    viewer: Viewer, guarded: GuardedSnapshot, identifier: str, *, besides: AbstractSet[str]
) -> tuple[Hit, ...]:
    """What the words of a document find; nothing when the index does not know it as it is now."""
    shown = guarded.snapshot.text_of(identifier, audience=viewer.tokens)
    if shown is None or identifier in guarded.excluded:
        return ()
    answer = guarded.snapshot.search(
        EngineQuery(
            query=about(shown.title, shown.text, guarded.snapshot.language.vocabulary),
            audience=viewer.tokens,
            excluded=guarded.excluded | {identifier} | besides,
            limit=MAX_SIMILAR,
        )
    )
    return answer.hits if guarded.is_complete else _without_waiting(answer).hits


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


def _is_empty(guarded: GuardedSnapshot, answer: EngineResults) -> bool:
    return guarded.is_complete and answer.total == 0


def _help(
    guarded: GuardedSnapshot,
    question: EngineQuery,
    text: str,
    query: Query,
    filters: Mapping[str, frozenset[str]],
    decided: Editorial,
) -> Help:
    """Look for what finds something, each time under the same guards as the question itself."""

    def ask(asked: Query, limits: Mapping[str, frozenset[str]], names: tuple[str, ...] = ()) -> EngineResults:
        return guarded.snapshot.search(
            replace(
                question,
                query=guarded.snapshot.understand(asked, decided.words),
                filters=_engine_filters(limits),
                facets=names,
                promoted=promoted_for(asked, decided.promoted, today=timezone.localdate()),
                offset=0,
                limit=1,
            )
        )

    attempts = [(attempt, ask(attempt.query, attempt.filters).total) for attempt in broader_than(query, filters)]
    answer = ask(Query(), {}, tuple(name for name in facets() if name != KIND_FACET))
    labels = _labels({}, answer)
    entries = (_facet_result(facet, labels[name], answer, {}) for name, facet in facets().items())
    return Help(
        readings=read_question(query, decided.words),
        broader=tuple(
            BroaderQuestion(attempt, text if attempt.query == query else text_of(attempt.query), total)
            for attempt, total in attempts
            if total
        ),
        entries=tuple(entry for entry in entries if entry.counts),
    )


def _engine_filters(filters: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The filters with kinds instead of groups of them."""
    return {name: kinds_of(values) if name == KIND_FACET else values for name, values in filters.items()}


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
        values = filters.get(name, frozenset()) | _counts(name, answer, filters).keys()
        labels[name] = facet.labels(values) if values else {}
    return labels


def _counts(name: str, answer: EngineResults, filters: Mapping[str, frozenset[str]]) -> Mapping[str, int]:
    counts = answer.counts.get(name, {})
    return count_groups(counts, filters.get(name, ())) if name == KIND_FACET else counts


def _facet_result(
    facet: Facet, labels: Mapping[str, str], answer: EngineResults, filters: Mapping[str, frozenset[str]]
) -> FacetResult:
    counts = _counts(facet.name, answer, filters)
    ordered = sorted(labels.items(), key=lambda item: (-counts.get(item[0], 0), item[1]))
    return FacetResult(name=facet.name, label=facet.label, labels=dict(ordered), counts=counts)
