"""How search grows: 10,000 documents and more, through the service and by the bare engine. Prints and asserts nothing.

    uv run python tests/benchmarks/search_scale.py [number of documents, 100,000 by default]

The documents are made up: words of the word list and compounds of two, as often as words of a language are, about 840
characters each. The bare engine holds the same texts with its own analysis, and answers the same questions with a
search, four facets and its own highlighting: what a service on top of it can not be quicker than. Ratios of one run
come first, because they say something on every machine; then times of the clock and of the processor, of which on a
busy machine only the second does. Figures: docs/measurements.md.
"""

import gc
import os
import random
import sys
import tempfile
import threading
import time
import uuid
from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

import django

django.setup()

import tantivy
from django.conf import settings
from django.test.utils import get_runner, setup_test_environment, teardown_test_environment
from tantivy import Occur
from tantivy import Query as Clause

from agenda.models import ContentPage
from common.access import ANONYMOUS
from search import registry
from search.contracts import Facet, SearchDocument
from search.dutch.lexicon import lexicon
from search.dutch.stopwords import STOP_WORDS
from search.indexing import rebuild
from search.language import READER
from search.models import IndexState, IndexTask
from search.service import search, suggest
from tests.search.shelf import Shelf, document
from tests.search.site import add_page, home

SMALL = 10_000
QUESTIONS = 300
WORDS_PER_DOCUMENT = (70, 220)
COMPOUNDS = 150_000
EXPONENT = 1.3
FACETS = {"thema": 12, "doelgroep": 8, "fase": 4}
PAGES = 200
SEED = 20261124
SERVICE, BARE, KEYS = "service: 3 words, 4 facets, marks", "bare engine: the same", "ten queries by primary key"


# --- What is searched ------------------------------------------------------------------------------------------------


class Language:
    """Words that are as unequal as those of a language: the tenth word is about a tenth as frequent as the first.

    Words without meaning come first, then words of the list, the shorter the more frequent, then compounds.
    """

    def __init__(self, source: random.Random) -> None:
        simple = [word for word in lexicon().entries if word.isalpha() and len(word) > 2]
        parts = [word for word in simple if 4 <= len(word) <= 8]
        simple.sort(key=lambda word: len(word) + source.gauss(0, 3))
        compounds = (source.choice(parts) + source.choice(parts) for _ in range(COMPOUNDS))
        self._words = [*sorted(STOP_WORDS), *simple, *compounds]
        self._weights = list(accumulate((rank + 3) ** -EXPONENT for rank in range(len(self._words))))
        self._source = source

    def text(self, count: int) -> str:
        return " ".join(self._source.choices(self._words, cum_weights=self._weights, k=count))

    def question(self) -> str:
        """Three words that are neither in every text nor in one."""
        low, high = bisect(self._weights, self._weights[-1] * 0.6), bisect(self._weights, self._weights[-1] * 0.9)
        return " ".join(self._source.sample(self._words[low:high], 3))


def documents(number: int) -> Iterator[SearchDocument]:
    source = random.Random(SEED)  # noqa: S311 - the same documents every time.
    words = Language(source)
    for _ in range(number):
        yield document(
            words.text(6).capitalize(),
            words.text(source.randint(*WORDS_PER_DOCUMENT)).capitalize() + ".",
            public_id=uuid.UUID(int=source.getrandbits(128)),
            facets={name: (f"{name}-{source.randrange(size)}",) for name, size in FACETS.items()},
        )


def questions() -> list[str]:
    words = Language(random.Random(SEED))  # noqa: S311
    return [words.question() for _ in range(QUESTIONS)]


# --- The bare engine -------------------------------------------------------------------------------------------------


class Bare:
    """Tantivy by itself, with its own Dutch analysis."""

    def __init__(self, folder: Path) -> None:
        builder = tantivy.SchemaBuilder()
        for name in ("title", "body"):
            builder.add_text_field(name, stored=True, tokenizer_name="dutch", index_option="freq")
        for name in ("soort", *FACETS):
            builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, str(folder))
        steps = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
        self._analyser = steps.filter(tantivy.Filter.stemmer("dutch")).build()
        self._index.register_tokenizer("dutch", self._analyser)

    def fill(self, shelf: Shelf) -> None:
        writer = self._index.writer(200_000_000, 1)
        for each in shelf.records.values():
            built = tantivy.Document(title=[each.title], body=[each.body], soort=["book"])
            for name, values in each.facets.items():
                built.add_text(name, values[0])
            writer.add_document(built)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def ask(self, text: str) -> None:
        wanted = []
        for stem in self._analyser.analyze(text):
            title = Clause.boost_query(Clause.term_query(self._schema, "title", stem, "freq"), 3.0)
            wanted += [(Occur.Should, title), (Occur.Should, Clause.term_query(self._schema, "body", stem, "freq"))]
        clause = Clause.boolean_query(wanted)
        found = self._searcher.search(clause, 20)
        counted = {name: {"terms": {"field": name, "size": 50}} for name in ("soort", *FACETS)}
        self._searcher.aggregate(clause, counted)
        marks = tantivy.SnippetGenerator.create(self._searcher, clause, self._schema, "body")
        for _, address in found.hits:
            marks.snippet_from_doc(self._searcher.doc(address)).highlighted()


# --- Measuring -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Times:
    """Milliseconds for each question, by the clock and on the processor."""

    clock: list[float]
    processor: list[float]

    def row(self) -> list[float]:
        return [percentile(times, share) for times in (self.clock, self.processor) for share in (0.5, 0.95)]


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[int(len(times) * share)]


def measure(ask: Callable[[str], object], texts: list[str]) -> Times:
    for text in texts[:20]:
        ask(text)
    clock, processor = [], []
    for text in texts:
        before, used = time.perf_counter(), time.process_time()
        ask(text)
        processor.append((time.process_time() - used) * 1_000)
        clock.append((time.perf_counter() - before) * 1_000)
    return Times(clock, processor)


def rate(number: int, work: Callable[[], object]) -> tuple[float, float]:
    """Documents a second, by the clock and by the processor."""
    before, used = time.perf_counter(), time.process_time()
    work()
    return number / (time.perf_counter() - before), number / (time.process_time() - used)


def ten_keys(text: str) -> None:
    for _ in range(10):
        IndexState.objects.get(pk=1)


def ask_service(text: str) -> None:
    # A space after the last word: a word that is finished, as for the bare engine.
    search(ANONYMOUS, text=f"{text} ", filters={})


def measure_size(number: int) -> dict[str, list[float]]:
    """Rows of figures for one number of documents."""
    shelf = fresh_shelf()
    for each in documents(number):
        shelf.records[each.public_id] = each
    # Documents that are ready are no garbage to look through, again and again.
    gc.freeze()
    # None of the pages of `measure_database` waits to be left out.
    IndexTask.objects.all().delete()
    indexed = rate(number, rebuild)
    asked = questions()
    first = [text[:size] for text in (each.split()[0] for each in asked) for size in (3, 5)]
    before = time.process_time()
    search(ANONYMOUS, text="", filters={})
    wait_for_words()
    opened = (time.process_time() - before) * 1_000
    rows = {
        SERVICE: measure(ask_service, asked).row(),
        KEYS: measure(ten_keys, asked).row(),
        "suggestions": measure(lambda text: suggest(ANONYMOUS, text), first).row(),
    }
    with tempfile.TemporaryDirectory() as folder:
        bare = Bare(Path(folder))
        bare_rate = rate(number, lambda: bare.fill(shelf))
        rows[BARE] = measure(bare.ask, asked).row()
    size = sum(file.stat().st_size for file in Path(settings.SEARCH_INDEX_DIR).rglob("*") if file.is_file())
    allowed = [2 * engine + ten for engine, ten in zip(rows[BARE], rows[KEYS], strict=True)]
    report(f"\n{number:,} documents of {sum(len(each.body) for each in shelf.records.values()) // number} characters")
    report_line("service against what is allowed, p95", rows[SERVICE][3] / allowed[3], "")
    report_line("indexing against the bare engine", bare_rate[1] / indexed[1], "times the processor")
    report_line("indexed, documents a second", indexed[1], f"processor, {indexed[0]:,.0f} clock")
    report_line("opened with its words", opened, "ms processor")
    report_line("index on disk", size / 1e6, "MB")
    report(f"{'milliseconds':<36} {'p50':>9} {'p95':>9} {'cpu p50':>9} {'cpu p95':>9}")
    for name, figures in {**rows, "twice the bare engine and ten keys": allowed}.items():
        report(f"{name:<36} " + " ".join(f"{figure:>9.2f}" for figure in figures))
    return rows


def wait_for_words() -> None:
    """Wait until the words of a large index are read, which no visitor does."""
    for thread in threading.enumerate():
        if thread.name.startswith(READER):
            thread.join()


def measure_database() -> None:
    """From pages in the database to the index, the way a site does it."""
    for number in range(PAGES):
        add_page(home(), f"Bladzijde {number}")
    # Once in a process, and not what is measured.
    lexicon()
    written, processor = rate(ContentPage.objects.count(), rebuild)
    report_line("from the database, pages a second", processor, f"processor, {written:,.0f} clock")


def fresh_shelf() -> Shelf:
    registry._sources.clear()
    registry._facets.clear()
    shelf = Shelf()
    registry.register_source(shelf)
    for name in FACETS:
        registry.register_facet(Facet(name, name, lambda values: {value: value for value in values}))
    return shelf


def report_line(name: str, figure: float, unit: str) -> None:
    shown = f"{figure:,.0f}" if figure >= 10 else f"{figure:.2f}"
    report(f"{name:<36} {shown:>9} {unit}")


def report(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        measure_database()
        with tempfile.TemporaryDirectory() as folder:
            settings.SEARCH_INDEX_DIR = folder
            small = measure_size(SMALL)
            large = measure_size(number)
        report(f"\ngrowth from {SMALL:,} to {number:,}, times (cpu p95)")
        for name, figures in large.items():
            report(f"{name:<36} {figures[-1] / small[name][-1]:>9.1f}")
    finally:
        runner.teardown_databases(databases)
        teardown_test_environment()


if __name__ == "__main__":
    main()
