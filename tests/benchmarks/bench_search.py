"""How quick search is, with 10,000 made-up documents: prints figures and asserts none.

    uv run python tests/benchmarks/bench_search.py [number of documents]

Figures of a known machine are in docs/measurements.md.
"""

import os
import random
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

STEMS = ("wijk", "buurt", "school", "jeugd", "sport", "zorg", "werk", "kring", "leer", "weerbaar", "veerkracht")
STEMS += ("samen", "gesprek", "spanning", "polarisatie", "cohesie", "gemeente", "ouder", "jongere", "vrijwillig")
STEMS += ("veilig", "aanpak", "methode", "evaluatie", "onderzoek", "steun", "netwerk", "plein", "huis", "taal")
ENDINGS = ("", "en", "er", "ing", "heid", "lijk", "schap", "atie", "team", "plan", "punt", "coach")
QUERIES = (
    "wijkaanpak jongeren",
    "polarisatie op school",
    "veerkracht",
    "wat werkt tegen eenzaamheid onder ouderen",
    '"veilige buurt" sport',
    "jeugd* -sport",
    "buurtteam gesprek plan",
    "coördinatie",
)
ROUNDS = 40


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

    import django

    django.setup()
    from django.test.utils import get_runner, setup_test_environment, teardown_test_environment

    setup_test_environment()
    runner = get_runner(django.conf.settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        measure(number)
    finally:
        runner.teardown_databases(databases)
        teardown_test_environment()


def measure(number: int) -> None:
    from django.conf import settings
    from django.test import Client

    from common.access import ANONYMOUS
    from search import registry
    from search.indexing import drain, enqueue, rebuild
    from search.models import IndexTask
    from search.service import search, suggest
    from tests.search.shelf import THEME, Shelf

    shelf = Shelf()
    registry._sources.clear()
    registry._facets.clear()
    registry.register_source(shelf)
    registry.register_facet(THEME)
    fill(shelf, number)

    seconds = once(rebuild)
    report(f"documents                        {number:>10,}")
    report(f"rebuild, documents per second    {number / seconds:>10,.0f}")
    size = sum(file.stat().st_size for file in Path(settings.SEARCH_INDEX_DIR).rglob("*") if file.is_file())
    report(f"index on disk, MB                {size / 1e6:>10.1f}")
    IndexTask.objects.all().delete()
    changed = random.sample(sorted(shelf.records, key=str), min(1_000, number))
    enqueue("book", changed)
    seconds = once(drain)
    report(f"drain, changes per second        {len(changed) / seconds:>10,.0f}")

    client = Client()
    for waiting in (0, 1_000, 10_000):
        IndexTask.objects.all().delete()
        enqueue("book", (uuid.uuid4() for _ in range(waiting)))
        show(f"search, {waiting:,} waiting", lambda text: search(ANONYMOUS, text=text, filters={}))
        show(f"suggest, {waiting:,} waiting", lambda text: suggest(ANONYMOUS, text.split()[0][:5]))
    IndexTask.objects.all().delete()
    filters = {"thema": ["wijk"], "soort": ["book"]}
    show("search with two filters", lambda text: search(ANONYMOUS, text=text, filters=filters))
    show("search, page 100", lambda text: search(ANONYMOUS, text=text, filters={}, page=100))
    show("the whole page /zoeken/", lambda text: client.get("/zoeken/", {"q": text}))


def fill(shelf: object, number: int) -> None:
    """Documents of 60 to 600 words, of which some are common and most are rare."""
    source = random.Random(20261124)  # noqa: S311 - the same documents every time.
    vocabulary = [stem + ending for stem in STEMS for ending in ENDINGS]
    vocabulary += [first + second for first in STEMS for second in STEMS]
    vocabulary += [f"{first}{second}{ending}" for first in STEMS for second in STEMS[:8] for ending in ENDINGS[:6]]
    source.shuffle(vocabulary)
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    from tests.search.shelf import THEMES, document

    for _ in range(number):
        words = source.choices(vocabulary, weights, k=source.randint(60, 600))
        made = document(
            " ".join(words[:6]).capitalize(),
            " ".join(words),
            public_id=uuid.UUID(int=source.getrandbits(128)),
            facets={"thema": tuple(source.sample(sorted(THEMES), 2))},
        )
        shelf.records[made.public_id] = made


def report(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def show(name: str, ask: Callable[[str], object]) -> None:
    """Ask every question a number of times; the time on the processor says more on a machine that is busy."""
    for text in QUERIES:
        ask(text)
    start = time.process_time()
    times = sorted(once(lambda text=text: ask(text)) * 1_000 for _ in range(ROUNDS) for text in QUERIES)
    processor = (time.process_time() - start) * 1_000 / len(times)
    p50, p95 = statistics.median(times), times[int(len(times) * 0.95)]
    report(f"{name:<32} {p50:>7.1f} ms p50 {p95:>7.1f} ms p95 {processor:>7.1f} ms processor")


if __name__ == "__main__":
    main()
