"""How search is doing, for operators and what they watch it with."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min, Q
from django.utils import timezone

from search.dutch.version import ANALYSIS_VERSION
from search.engines import get_engine
from search.errors import SearchUnavailableError
from search.guard import open_live
from search.models import IndexState, IndexTask


@dataclass(frozen=True)
class Health:
    """The state of the index and of the changes that wait.

    `problem` says why search is down, and is empty when it works. `oldest_seconds` is how long the first of the
    `waiting` changes waits; `failing` of them were tried and could not be indexed. Stamps and documents are 0 for an
    index that is not there or does not answer.
    """

    schema: str
    analysis: str
    generation: str
    built_at: dt.datetime | None
    database_stamp: int
    index_stamp: int
    waiting: int
    failing: int
    oldest_seconds: int
    public_documents: int
    private_documents: int
    problem: str

    @property
    def is_up(self) -> bool:
        """True when visitors can search."""
        return not self.problem


def read_health() -> Health:
    """Look at the database and ask the engine; an engine that is down is an answer, not an error."""
    engine, state = get_engine(), IndexState.objects.first()
    tasks = IndexTask.objects.aggregate(
        waiting=Count("pk"), failing=Count("pk", filter=Q(attempts__gt=0)), first=Min("created_at")
    )
    stamp, documents, problem = 0, (0, 0), ""
    try:
        snapshot = open_live()
        documents = snapshot.counts()
        stamp = engine.stamp(snapshot.generation)
    except SearchUnavailableError as error:
        problem = str(error)
    return Health(
        schema=engine.schema,
        analysis=ANALYSIS_VERSION,
        generation=state.generation if state else "",
        built_at=state.built_at if state else None,
        database_stamp=state.stamp if state else 0,
        index_stamp=stamp,
        waiting=tasks["waiting"],
        failing=tasks["failing"],
        oldest_seconds=int((timezone.now() - tasks["first"]).total_seconds()) if tasks["first"] else 0,
        public_documents=documents[0],
        private_documents=documents[1],
        problem=problem,
    )
