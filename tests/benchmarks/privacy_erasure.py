"""Erasing people out of 10,000, and grepping everything that is left. Fails when anything of them is found.

    uv run python tests/benchmarks/privacy_erasure.py [people, 10,000 by default] [of which erased, 500 by default]

Every person has a mark of their own in twenty places: names, addresses, answers, mail to them and mail that names them,
sessions, files. After erasing and retention every column of every table and every file is read. Figures:
docs/measurements.md.
"""

import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

import django

django.setup()

from django.conf import settings
from django.test.utils import get_runner, setup_test_environment, teardown_test_environment

from accounts.privacy import services
from accounts.privacy.models import ErasureRequest
from common.privacy.retention import run_now
from tests.accounts.privacy.population import ask_for, found_in_files, found_in_tables, people_in, populate


def measure(people: int, erased: int) -> None:
    """Fill, erase, and look everywhere."""
    started = time.perf_counter()
    users = populate(people)
    gone = set(range(0, people, people // erased))
    everybody = set(range(people))
    before, files = found_in_tables(), people_in(found_in_files())
    assert people_in(before) == everybody
    print(f"made {people:,} people, marked in {len(before)} tables: {time.perf_counter() - started:.1f} s")
    ask_for(users[number] for number in sorted(gone))
    started = time.perf_counter()
    done = services.work()
    took = time.perf_counter() - started
    print(f"erased {done:,} people: {took:.1f} s, {took / done * 1000:.0f} ms each")
    started = time.perf_counter()
    run = run_now()
    print(f"retention: {time.perf_counter() - started:.1f} s, failed: {run.failed}")
    started = time.perf_counter()
    after = found_in_tables()
    print(f"read every column of every row: {time.perf_counter() - started:.1f} s")
    assert done == len(gone)
    assert after == {table: numbers - gone for table, numbers in before.items() if numbers - gone}
    assert people_in(found_in_files()) == files - gone
    counts = [request.report["erased"]["circles.JoinAnswer"] for request in ErasureRequest.objects.all()]
    assert sum(counts) == len(gone)
    print(f"found of the {done:,} erased: nothing; of the other {people - done:,}: everything as before")


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    erased = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        measure(people, erased)
    finally:
        runner.teardown_databases(databases)
        teardown_test_environment()


if __name__ == "__main__":
    main()
