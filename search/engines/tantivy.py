"""The embedded engine: Tantivy in the process itself, its files in one folder.

The folder holds `writer.lock` and, for each generation, a folder with the index `public` (documents for everybody),
the index `private` (documents for some) and `stamp.json`.
"""

import re
import shutil
import threading
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import tantivy

from search.dutch.version import ANALYSIS_VERSION
from search.engines.base import SearchEngine, Snapshot, Writer
from search.engines.lock import LOCK_FILE, FileLock
from search.engines.stamp import require
from search.engines.tantivy_edge import edge
from search.engines.tantivy_reader import TantivySnapshot
from search.engines.tantivy_schema import SCHEMA, SCHEMA_VERSION
from search.engines.tantivy_stamp import read_stamp
from search.engines.tantivy_writer import TantivyWriter, closing_writer
from search.errors import SearchUnavailableError
from search.language import LanguageKeeper

_GENERATION = re.compile(r"[0-9a-z][0-9a-z-]*")


class TantivyEngine(SearchEngine):
    """Generations of Tantivy indexes under one folder."""

    schema = SCHEMA_VERSION

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / LOCK_FILE)
        self._language = LanguageKeeper()
        self._snapshot: TantivySnapshot | None = None
        self._opening = threading.Lock()

    def open(self, generation: str, *, stamp: int) -> Snapshot:
        """See `SearchEngine.open`. The index on disk is opened again only when the stamp has moved."""
        with self._opening:
            known = self._snapshot
            if known is None or known.generation != generation or known.stamp < stamp:
                known = self._open(generation, stamp)
                self._snapshot = known
            return known

    def exclusive(self, *, wait: float) -> AbstractContextManager[None]:
        """See `SearchEngine.exclusive`. The lock is the operating system's: it ends with the process."""
        return self._lock.held(wait=wait)

    @contextmanager
    def writer(self, generation: str, *, new: bool = False) -> Iterator[Writer]:
        """See `SearchEngine.writer`."""
        folder = self._path(generation)
        if folder.is_dir() == new:
            # Never make up an empty index under the name of one that was lost: it would be served.
            raise SearchUnavailableError(f"The search index {generation} is {'already' if new else 'not'} there.")
        with ExitStack() as stack:
            with edge("opening the index for writing"):
                public, private = (
                    stack.enter_context(closing_writer(self._index(folder / name), bulk=new))
                    for name in ("public", "private")
                )
            yield TantivyWriter(folder, public, private, new=new)

    def stamp(self, generation: str) -> int:
        """See `SearchEngine.stamp`."""
        found = read_stamp(self._path(generation))
        return found.stamp if found else 0

    def generations(self) -> Collection[str]:
        """See `SearchEngine.generations`."""
        if not self._folder.is_dir():
            return []
        return sorted(
            path.name for path in self._folder.iterdir() if path.is_dir() and _GENERATION.fullmatch(path.name)
        )

    def drop(self, generation: str) -> None:
        """See `SearchEngine.drop`. Readers that still have its files open keep reading them."""
        shutil.rmtree(self._path(generation), ignore_errors=True)

    def _open(self, generation: str, required: int) -> TantivySnapshot:
        folder = self._path(generation)
        # The stamp is read before the index is opened: what it promises was committed before it was written.
        found = read_stamp(folder)
        stamp = require(found, generation, schema=SCHEMA_VERSION, analysis=ANALYSIS_VERSION, least=required)
        with edge("opening the index"):
            public, private = self._searcher(folder / "public"), self._searcher(folder / "private")
            return TantivySnapshot(generation, stamp, public, private, self._language)

    def _searcher(self, folder: Path) -> tantivy.Searcher:
        index = tantivy.Index.open(str(folder))
        # We decide when to look again, by the stamp; Tantivy's own watcher is a thread and a delay.
        index.config_reader("manual")
        return index.searcher()

    def _index(self, folder: Path) -> tantivy.Index:
        # Opened anew for each writer: a long-lived Index does not see what another process merged.
        folder.mkdir(parents=True, exist_ok=True)
        return tantivy.Index(SCHEMA, str(folder))

    def _path(self, generation: str) -> Path:
        if not _GENERATION.fullmatch(generation):
            raise ValueError(f"{generation!r} is not the name of a generation.")
        return self._folder / generation
