"""Why a document stands where it stands for a question, or is not there, in plain sentences with figures.

Every figure is asked of the engine itself: the score of the document for one part of the question at a time.
"""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from django.utils import timezone

from common.access import Viewer
from search.contracts import document_id
from search.dutch import weights
from search.dutch.query import AnalysedQuery, Concept
from search.editorial.current import current_editorial
from search.editorial.promoted import promoted_for
from search.engines.base import EngineQuery, Snapshot
from search.guard import open_guarded
from search.query import parse
from search.registry import sources
from search.understanding import Understood

# Who stands lower is not looked for.
MAX_RANK = 1_000


def explain(viewer: Viewer, text: str, kind: str, public_id: UUID) -> Iterator[str]:
    """Explain the place of a document among what `viewer` finds.

    Raises SearchUnavailableError when there is no index that may be served.
    """
    identifier = document_id(kind, public_id)
    guarded = open_guarded()
    decided = current_editorial()
    query = parse(text)
    question = EngineQuery(
        query=guarded.snapshot.understand(query, decided.words),
        audience=viewer.tokens,
        excluded=guarded.excluded,
        promoted=promoted_for(query, decided.promoted, today=timezone.localdate()),
        limit=MAX_RANK,
    )
    yield from _question(question.query)
    yield from _access(viewer, kind, public_id, waits=identifier in guarded.excluded)
    yield from _parts(guarded.snapshot, question, identifier)
    yield from _place(guarded.snapshot, question, identifier)


def _question(asked: Understood) -> Iterator[str]:
    yield f"Words: {', '.join(asked.analysed.words) or 'none'}"
    for typed, word in asked.corrected:
        yield f"No public text holds “{typed}”; looked for “{word}” as well"
    for phrase in asked.phrases:
        yield f"Has to hold “{' '.join(phrase)}”"
    for excluded in asked.excluded:
        yield f"May not hold “{' '.join(excluded)}”"


def _access(viewer: Viewer, kind: str, public_id: UUID, *, waits: bool) -> Iterator[str]:
    """What the database and the guards say of the document, for this viewer."""
    source = sources().get(kind)
    document = next(iter(source.documents([public_id])), None) if source else None
    if source is None or document is None:
        yield "Hidden from everybody: it does not exist, is not published, or is restricted"
        return
    yield f"Document: {document.title}; weight {document.weight:g}; for {', '.join(sorted(document.audience))}"
    if waits:
        yield "Hidden for now: a change of it waits for the worker"
    if not document.audience & viewer.tokens:
        yield "Hidden from this viewer: belongs to none of the audiences"
    elif public_id not in source.cards(viewer, [public_id]):
        yield "Hidden from this viewer: the database refuses it"


def _parts(snapshot: Snapshot, question: EngineQuery, identifier: str) -> Iterator[str]:
    """What each part of the question is worth for the document, its weight included."""
    asked = question.query
    for concept in asked.analysed.concepts:
        for wanted in concept.alternatives:
            alone = AnalysedQuery((concept.word,), (Concept(concept.word, (wanted,)),))
            part = Understood(analysed=alone, asks_for_text=True)
            score = snapshot.score(replace(question, query=part, promoted=()), identifier)
            found = f"score {score:.3f}" if score is not None else "not in the document"
            yield f"“{concept.word}”, {wanted.reason} as {' + '.join(wanted.stems)}, times {wanted.weight:g}: {found}"
    for beginning in dict.fromkeys((*asked.prefixes, *filter(None, (asked.typing,)))):
        score = snapshot.score(
            replace(question, query=Understood(prefixes=(beginning,), asks_for_text=True), promoted=()), identifier
        )
        if score is not None:
            worth = f"{weights.TITLE_BEGINNING:g} in the title, {weights.TEXT_BEGINNING:g} in the text"
            yield f"A word begins with “{beginning}”: {worth}"
    if identifier in question.promoted:
        yield f"Promoted by editors: number {question.promoted.index(identifier) + 1}"


def _place(snapshot: Snapshot, question: EngineQuery, identifier: str) -> Iterator[str]:
    score = snapshot.score(question, identifier)
    if score is None:
        yield "Not found by this question"
        return
    yield f"Score: {score:.3f}; of the alternatives for one word only the best counts"
    answer = snapshot.search(question)
    ranks = [number for number, hit in enumerate(answer.hits, start=1) if hit.id == identifier]
    yield f"Rank: {ranks[0] if ranks else f'below {MAX_RANK}'} of {answer.total}"
