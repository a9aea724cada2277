"""How quick the library is with 5,000 methods, 20,000 evaluations, 20,000 use cases and 10,000 other texts.

Prints figures, asserts none.

    uv run python tests/benchmarks/library_scale.py [methods [rounds]]

Every page is compared with a page of plain text in the same run, because a machine has good and bad days; the time on
the processor is what a visitor waits on a quiet machine (with PostgreSQL without what the server does). Runs on
SQLite, or on the database of DATABASE_URL. Figures of a known machine are in docs/measurements.md; that the number of
queries stays within fifteen is also a test, at a small size.
"""

import os
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
METHODS = 5_000
PER_METHOD = 4
ITEMS_PER_METHOD = 2
ROUNDS = 30

# What is asked of each overview: nothing, one facet, three facets, a page far away, and its orders.
METHOD_PAGES = {
    "methods": "",
    "methods, 1 facet": "fase=getest",
    "methods, 3 facets": "thema={theme}&fase=getest&richting=positief&richting=gemengd",
    "methods, last page": "pagina=9999",
    "methods, newest first": "volgorde=nieuwste",
    "methods, by title": "volgorde=titel",
}
EVALUATION_PAGES = {
    "evaluations": "",
    "evaluations, 1 facet": "richting=gemengd",
    "evaluations, 3 facets": "thema={theme}&richting=positief&gemeentegrootte=tot-30000",
    "evaluations, last page": "pagina=9999",
    "evaluations, by title": "volgorde=titel",
    "evaluations, by participants": "volgorde=deelnemers",
    "evaluations of one method": "methode={method}",
}
USE_CASE_PAGES = {
    "use cases": "",
    "use cases, 1 facet": "opnieuw=nee",
    "use cases, 3 facets": "thema={theme}&opnieuw=ja&gemeentegrootte=tot-30000",
    "use cases, last page": "pagina=9999",
    "use cases, by title": "volgorde=titel",
    "use cases of one method": "methode={method}",
}

ITEM_PAGES = {
    "publications and lessons": "",
    "items, 1 facet": "soort=les",
    "items, 3 facets": "thema={theme}&soort=publicatie&jaar=2024",
    "items, last page": "pagina=9999",
    "items, oldest first": "volgorde=oudste",
    "items, by title": "volgorde=titel",
    "items about one method": "methode={method}",
}


@dataclass(frozen=True)
class Timing:
    """What a page took: milliseconds, those on the processor, and the number of queries."""

    p50: float
    p95: float
    processor: float
    queries: int


def main() -> None:
    methods = int(sys.argv[1]) if len(sys.argv) > 1 else METHODS
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

    import django

    django.setup()
    from django.test.utils import get_runner, setup_test_environment, teardown_test_environment

    setup_test_environment()
    runner = get_runner(django.conf.settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        measure(methods, rounds)
    finally:
        runner.teardown_databases(databases)
        teardown_test_environment()


def measure(methods: int, rounds: int) -> None:
    from django.db import connection
    from django.test import Client

    client = Client()
    start = time.perf_counter()
    library, plain = prepare(methods)
    report(f"{connection.vendor}, {methods:,} methods, {methods * PER_METHOD:,} evaluations and use cases each")
    report(f"{library.items:,} publications and lessons")
    report(f"made in {time.perf_counter() - start:.0f} s")
    report(
        f"{'':<32} {'p50':>8} {'p95':>8} {'processor':>10} {'ratio p50':>10} {'ratio p95':>10} "
        f"{'processor':>10} {'queries':>8}"
    )
    yardstick = timing(client, plain, rounds)
    show("a page of plain text", yardstick, yardstick)
    for name, address in addresses(library).items():
        show(name, timing(client, address, rounds), yardstick)


def prepare(methods: int) -> tuple[Any, str]:
    """The demo with a large library, and the address of a page of plain text."""
    from agenda.models import ContentPage
    from config import demo
    from knowledge.models import LibraryIndexPage, MethodIndexPage
    from tests.benchmarks.library import make_library

    demo.load_content()
    library = make_library(
        MethodIndexPage.objects.get(),
        LibraryIndexPage.objects.get(),
        methods=methods,
        evaluations=methods * PER_METHOD,
        use_cases=methods * PER_METHOD,
        items=methods * ITEMS_PER_METHOD,
    )
    page = ContentPage.objects.live().order_by("depth", "pk").first()
    assert page is not None
    return library, page.get_url()


def addresses(library: Any) -> dict[str, str]:
    """Every page that is measured, by its name."""
    words = {"theme": library.busiest.themes.first().notation, "method": library.busiest.slug}
    lists = (
        ("/methoden/", METHOD_PAGES),
        ("/evaluaties/", EVALUATION_PAGES),
        ("/toepassingen/", USE_CASE_PAGES),
        ("/kennisbank/", ITEM_PAGES),
    )
    found = {name: f"{path}?{query}".format(**words) for path, pages in lists for name, query in pages.items()}
    return found | {"the method with the most records": library.busiest.get_url()}


def timing(client: Any, address: str, rounds: int) -> Timing:
    """Ask for a page a number of times, after once to warm up."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    queries = len(captured)
    times = []
    processor = time.process_time()
    for _ in range(rounds):
        start = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - start) * 1_000)
    processor = (time.process_time() - processor) * 1_000 / rounds
    times.sort()
    return Timing(statistics.median(times), times[int(len(times) * 0.95)], processor, queries)


def show(name: str, took: Timing, yardstick: Timing) -> None:
    report(
        f"{name:<32} {took.p50:>5.0f} ms {took.p95:>5.0f} ms {took.processor:>7.0f} ms "
        f"{took.p50 / yardstick.p50:>10.1f} {took.p95 / yardstick.p95:>10.1f} "
        f"{took.processor / yardstick.processor:>10.1f} {took.queries:>8}"
    )


def report(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
