"""Building the index again while visitors search: nothing fails, nothing is missing, memory stays as it is.

    uv run python -m tests.benchmarks.search_rebuild [number of documents, 100,000 by default]

The documents of `search_scale` are made while they are read, so that memory is that of search alone. A process of its
own builds the index twice, as a worker does: the first time nobody asks, the second time visitors ask one question
after the other in this process. Every answer must have as many results as before. Prints what went wrong, how long
answers took, and the memory of both processes; fails when anything went wrong.
Figures: docs/measurements.md.
"""

import random
import subprocess
import sys
import time
import uuid
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

# Sets Django up, which the rest needs.
from tests.benchmarks import search_scale as scale

# isort: split
from django.conf import settings
from django.db import connection
from django.test.utils import get_runner, setup_test_environment, teardown_test_environment

from common.access import ANONYMOUS, Viewer
from common.components import CardItem
from search import registry
from search.contracts import SearchDocument
from search.errors import SearchUnavailableError
from search.indexing import rebuild
from search.models import IndexState
from search.service import SearchPage, search

QUESTIONS = 60
SAMPLES = 10


class Made:
    """Books that are made when they are read, and kept nowhere."""

    kind = "book"
    label = "Boeken"

    def __init__(self, number: int) -> None:
        self._number = number

    def documents(self, public_ids: Collection[uuid.UUID] | None) -> Iterator[SearchDocument]:
        yield from scale.documents(self._number)

    def cards(self, viewer: Viewer, public_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, CardItem]:
        return {each: CardItem("page", "Boek", "Boek", f"/boeken/{each}/", "Van de plank.") for each in public_ids}


def register(number: int) -> None:
    """Have search know the made-up books and nothing else."""
    scale.fresh_shelf()
    registry._sources.clear()
    registry.register_source(Made(number))


def memory() -> float:
    """What this process holds for itself now, in MB; files that it reads are not part of it. Source: proc(5)."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("RssAnon:")[2].split()[0]) / 1_000


# --- The worker ------------------------------------------------------------------------------------------------------


def build(number: int, database: str, folder: str) -> None:
    """Build the index in this process, and tell how its memory went."""
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = database
    settings.SEARCH_INDEX_DIR = folder
    register(number)
    held: list[float] = []

    def watch(kind: str, count: int) -> None:
        if count % (number // SAMPLES) == 0:
            held.append(memory())

    before = time.perf_counter()
    rebuild(watch)
    took = time.perf_counter() - before
    scale.report("memory of the worker, MB, at every tenth: " + " ".join(f"{each:.0f}" for each in held))
    scale.report_line("seconds", took, "clock")


def start_build(number: int) -> "subprocess.Popen[bytes]":
    """Build the index in a process of its own."""
    database, folder = str(connection.settings_dict["NAME"]), str(settings.SEARCH_INDEX_DIR)
    command = [sys.executable, "-m", "tests.benchmarks.search_rebuild", str(number), database, folder]
    return subprocess.Popen(command, cwd=scale.ROOT)


# --- Visitors --------------------------------------------------------------------------------------------------------


def ask(text: str) -> SearchPage:
    return search(ANONYMOUS, text=f"{text} ", filters={})


def answer(text: str) -> tuple[int | None, int]:
    """What must not change: how many results there are, and how many of them are shown."""
    page = ask(text)
    return page.total, len(page.results)


def visit(number: int) -> list[str]:
    """Search for as long as the index is built again; return what went wrong."""
    texts = scale.questions()[:QUESTIONS]
    expected = {text: answer(text) for text in texts}
    calm = scale.measure(ask, texts).row()
    first, before = IndexState.objects.get().generation, memory()
    wrong: list[str] = []
    times: list[float] = []
    source = random.Random(scale.SEED)  # noqa: S311
    worker = start_build(number)
    # A while longer than the swap: the first answers of the new index belong to it.
    while worker.poll() is None or len(times) % QUESTIONS:
        text = source.choice(texts)
        began = time.perf_counter()
        try:
            if answer(text) != expected[text]:
                wrong.append(f"another answer to {text!r}")
        except SearchUnavailableError as error:
            wrong.append(str(error))
        times.append((time.perf_counter() - began) * 1_000)
    if worker.returncode or IndexState.objects.get().generation == first:
        wrong.append("the index was not built again")
    scale.report_line("searches during the rebuild", len(times), f"of which {len(wrong)} failed, empty or different")
    scale.report(
        f"milliseconds by the clock: p50 {scale.percentile(times, 0.5):.1f}, "
        f"p95 {scale.percentile(times, 0.95):.1f}, slowest {max(times):.0f}; "
        f"p95 before it {calm[1]:.1f}"
    )
    scale.report(f"memory of the visitors' process, MB: {before:.0f} before, {memory():.0f} after")
    return wrong


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    if len(sys.argv) > 2:
        build(number, *sys.argv[2:])
        return
    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        register(number)
        start_build(number).wait()
        wrong = visit(number)
    finally:
        runner.teardown_databases(databases)
        teardown_test_environment()
    if wrong:
        raise SystemExit("\n".join(dict.fromkeys(wrong)))


if __name__ == "__main__":
    main()
