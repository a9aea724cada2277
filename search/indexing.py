"""Keeping the index true to the database: one by one as things change, and as a whole beside the live index."""

import datetime as dt
import logging
import secrets
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from search.contracts import SearchDocument, document_id
from search.dutch.version import ANALYSIS_VERSION
from search.engines import get_engine
from search.engines.base import SearchEngine, Writer
from search.errors import DocumentRefusedError, RebuildFailedError, SearchError, SearchUnavailableError
from search.guard import open_live
from search.models import IndexState, IndexTask
from search.registry import sources

logger = logging.getLogger(__name__)

BATCH_SIZE = 200
# A drain ends after this many batches, so that one busy table does not hold the worker for ever.
MAX_BATCHES = 50
DRAIN_WAIT = 2.0
REBUILD_WAIT = 120.0
FIRST_RETRY = dt.timedelta(seconds=10)
LAST_RETRY = dt.timedelta(hours=1)
# A record on which the engine failed is perhaps not the reason: it is tried again sooner, and after this many in a row
# the others are not even tried.
LAST_ENGINE_RETRY = dt.timedelta(minutes=5)
MAX_ENGINE_FAILURES = 5
MAX_ERROR_LENGTH = 500


@dataclass(frozen=True)
class DrainReport:
    """What a drain did: rows that are processed, and rows that failed and will be tried again."""

    processed: int
    failed: int

    def __add__(self, other: "DrainReport") -> "DrainReport":
        """Both together."""
        return DrainReport(self.processed + other.processed, self.failed + other.failed)


Progress = Callable[[str, int], None]


def enqueue(kind: str, public_ids: Iterable[uuid.UUID]) -> None:
    """Say that these records changed, appeared or went.

    Call it inside the transaction of the change: both happen or neither does. From the commit on the records are
    in no result, count, facet or suggestion until the worker has read them again.
    """
    IndexTask.objects.bulk_create([IndexTask(kind=kind, public_id=public_id) for public_id in public_ids])


def has_work() -> bool:
    """True when a row is due and there is an index to bring up to date, or when that was made by another version."""
    return is_outdated() or (IndexTask.objects.due().exists() and not needs_rebuild())


def drain() -> DrainReport:
    """Bring the live index up to date with every row that is due.

    Safe to repeat and to interrupt at any point: rows go only after the commit that holds their change was stamped.
    A row that fails keeps the reason and waits its turn; the others go on.

    Raises WriterBusyError when another process is writing, and SearchUnavailableError when the engine takes nothing or
    there is no index that may be served: adding to one that is out of date would hide that it is. The rows wait in
    these cases, and none of them is blamed.
    """
    report = DrainReport(processed=0, failed=0)
    engine = get_engine()
    # The lock comes before reading the rows: of two drains the slower one would else write older documents.
    with engine.exclusive(wait=DRAIN_WAIT):
        open_live()
        work = _Drain(engine)
        for _ in range(MAX_BATCHES):
            tasks = list(IndexTask.objects.due()[:BATCH_SIZE])
            if not tasks:
                break
            report += work.process(tasks)
    return report


def rebuild(progress: Progress | None = None) -> IndexState:
    """Build a new index beside the live one, compare, swap, and delete the old one.

    `progress` is called with a kind and the number of its documents so far. Rows of changes stay: those from before
    are done again by the next drain, those from during the rebuild are the reason that they stay.

    Raises RebuildFailedError or what a source raises; the old index then still serves. Raises WriterBusyError when
    another process keeps writing.
    """
    engine = get_engine()
    with engine.exclusive(wait=REBUILD_WAIT):
        return _rebuild(engine, progress or _no_progress)


def rebuild_outdated() -> bool:
    """Build the index again when another version of the software made the live one; say whether that was needed.

    Raises what `rebuild` raises, and WriterBusyError at once when another process is writing: it may be doing this.
    """
    engine = get_engine()
    with engine.exclusive(wait=0):
        outdated = is_outdated()
        if outdated:
            logger.warning("The search index was made by another schema or analysis; building it again.")
            _rebuild(engine, _no_progress)
    return outdated


def is_outdated() -> bool:
    """True when the live index was made with another schema or analysis than this software has."""
    state = IndexState.objects.first()
    return state is not None and (state.schema, state.analysis) != (get_engine().schema, ANALYSIS_VERSION)


def needs_rebuild() -> bool:
    """True when there is no index that may be served: none was built, or by another engine, schema or analysis."""
    try:
        open_live()
    except SearchUnavailableError:
        return True
    return False


# --- One batch of changes --------------------------------------------------------------------------------------------


class _Drain:
    """The work of one drain, which ends early when the engine and not a record is the trouble."""

    def __init__(self, engine: SearchEngine) -> None:
        self._engine = engine
        self._engine_failures = 0

    def process(self, tasks: Sequence[IndexTask]) -> DrainReport:
        """Process rows; when the engine fails on them, in halves, so that one bad record holds up no other.

        Raises SearchUnavailableError when the engine takes nothing at all.
        """
        try:
            problems, stamp = _write(self._engine, tasks)
        except SearchError as error:
            self._require_engine(error)
            if len(tasks) > 1:
                middle = len(tasks) // 2
                return self.process(tasks[:middle]) + self.process(tasks[middle:])
            return self._blame(tasks[0], error)
        done = [task.pk for task in tasks if _id_of(task) not in problems]
        failed = [task for task in tasks if _id_of(task) in problems]
        with transaction.atomic():
            IndexTask.objects.filter(pk__in=done).delete()
            IndexState.objects.update(stamp=stamp)
            _postpone(failed, problems, LAST_RETRY)
        return DrainReport(processed=len(done), failed=len(failed))

    def _require_engine(self, error: SearchError) -> None:
        """Write nothing, to see whether that works. Raises SearchUnavailableError when it does not, or not often."""
        if self._engine_failures >= MAX_ENGINE_FAILURES:
            raise SearchUnavailableError("The search engine fails on one record after the other.") from error
        state = IndexState.objects.get()
        with self._engine.writer(state.generation) as writer:
            writer.commit(_next_stamp(self._engine, state))

    def _blame(self, task: IndexTask, error: SearchError) -> DrainReport:
        logger.error("The search index could not be changed.", exc_info=error)
        self._engine_failures += 1
        _postpone([task], {_id_of(task): str(error)}, LAST_ENGINE_RETRY)
        return DrainReport(processed=0, failed=1)


def _write(engine: SearchEngine, tasks: Sequence[IndexTask]) -> tuple[Mapping[str, str], int]:
    """Write the records of rows as they are now, commit and stamp; return the problems and the stamp."""
    wanted: dict[str, set[uuid.UUID]] = defaultdict(set)
    for task in tasks:
        wanted[task.kind].add(task.public_id)
    state = IndexState.objects.get()
    stamp = _next_stamp(engine, state)
    problems: dict[str, str] = {}
    with engine.writer(state.generation) as writer:
        for kind, public_ids in wanted.items():
            problems |= _write_kind(writer, kind, public_ids)
        writer.commit(stamp)
    return problems, stamp


def _next_stamp(engine: SearchEngine, state: IndexState) -> int:
    """A stamp is never used twice: a crash after an earlier one may have left the index ahead of the database."""
    return max(engine.stamp(state.generation), state.stamp) + 1


def _write_kind(writer: Writer, kind: str, public_ids: Collection[uuid.UUID]) -> Mapping[str, str]:
    """Write the records of one kind as they are now; return the problem of each that could not be written."""
    documents, problems = _read(kind, public_ids)
    for document in documents:
        try:
            writer.put(document)
        except DocumentRefusedError as error:
            problems[document.id] = str(error)
    present = {document.id for document in documents}
    # A record with a problem goes from the index too: what is there is out of date.
    writer.remove([identifier for identifier in _ids(kind, public_ids) if identifier not in present])
    return problems


def _read(kind: str, public_ids: Collection[uuid.UUID]) -> tuple[list[SearchDocument], dict[str, str]]:
    """Read documents from their source. When that fails, one by one, to find the record that is the reason."""
    source = sources().get(kind)
    if source is None:
        return [], {}
    try:
        return list(source.documents(public_ids)), {}
    except Exception:
        logger.exception("Reading %d records of kind %s failed; reading them one by one.", len(public_ids), kind)
    documents: list[SearchDocument] = []
    problems: dict[str, str] = {}
    for public_id in public_ids:
        try:
            documents.extend(source.documents([public_id]))
        except Exception as error:
            logger.exception("The record %s can not be read.", document_id(kind, public_id))
            problems[document_id(kind, public_id)] = f"{type(error).__name__}: {error}"
    return documents, problems


def _postpone(tasks: Iterable[IndexTask], problems: Mapping[str, str], longest: dt.timedelta) -> None:
    """Keep the reason on the rows, and wait longer after every attempt."""
    now = timezone.now()
    for task in tasks:
        pause = min(FIRST_RETRY * 2 ** min(task.attempts, 16), longest)
        task.attempts += 1
        task.due_at = now + pause
        task.last_error = problems[_id_of(task)][:MAX_ERROR_LENGTH]
        task.save(update_fields=["attempts", "due_at", "last_error"])


def _id_of(task: IndexTask) -> str:
    return document_id(task.kind, task.public_id)


def _ids(kind: str, public_ids: Iterable[uuid.UUID]) -> list[str]:
    return [document_id(kind, public_id) for public_id in public_ids]


# --- The whole index -------------------------------------------------------------------------------------------------


def _rebuild(engine: SearchEngine, progress: Progress) -> IndexState:
    live = IndexState.objects.first()
    old = live.generation if live else ""
    new = f"{timezone.now():%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
    _drop_all_but(engine, old)
    try:
        _fill(engine, new, progress)
    except BaseException:
        _drop_all_but(engine, old)
        raise
    state = _swap(engine, new)
    _drop_all_but(engine, new)
    return state


def _drop_all_but(engine: SearchEngine, generation: str) -> None:
    """Delete what is not used. Where that fails it is no reason to stop: the next rebuild deletes it."""
    try:
        for name in engine.generations():
            if name != generation:
                engine.drop(name)
    except SearchError:
        logger.exception("A search index that is not used could not be deleted.")


def _fill(engine: SearchEngine, generation: str, progress: Progress) -> None:
    """Write every document of every source, and look whether all of them arrived."""
    written = 0
    with engine.writer(generation, new=True) as writer:
        for kind, source in sources().items():
            count = 0
            for count, document in enumerate(source.documents(None), start=1):
                writer.put(document)
                progress(kind, count)
            written += count
        writer.commit(stamp=1)
    found = sum(engine.open(generation, stamp=1).counts())
    if found != written:
        raise RebuildFailedError(f"The new index holds {found} documents instead of {written}.")


def _swap(engine: SearchEngine, generation: str) -> IndexState:
    state, _ = IndexState.objects.update_or_create(
        id=1,
        defaults={
            "generation": generation,
            "stamp": 1,
            "schema": engine.schema,
            "analysis": ANALYSIS_VERSION,
            "built_at": timezone.now(),
        },
    )
    return state


def _no_progress(kind: str, count: int) -> None:
    """For a caller that does not watch."""
