"""Run by `processes.Processes`: forks a process for every plan on its standard input and says how each ended.

Starting Python with Django takes seconds, a fork of one that stands ready milliseconds. Nothing is opened before a
fork: a connection or a thread of an engine would not survive it.

A line is JSON: `do` (drain, rebuild, verify), `at` (the point at which the process kills itself, or nothing), `times`
(how many processes at once), `database`, `settings`. The answer is a line with the return codes.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def die(*arguments: object, **options: object) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def after(original: Callable[..., Any], *, call: int = 1) -> Callable[..., Any]:
    """Do it, and then die; of several calls the one with this number."""
    calls = 0

    def replacement(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        result = original(*arguments, **options)
        calls += 1
        return die() if calls == call else result

    return replacement


def arm(point: str) -> None:
    """Let this process end at a point: the moment before or after a step of `search.indexing` or of an engine."""
    from search import indexing
    from search.engines import elastic_writer, tantivy_writer
    from search.engines.elastic_writer import ElasticWriter
    from search.engines.tantivy_writer import TantivyWriter

    replacements: dict[str, list[tuple[Any, str, Callable[..., Any]]]] = {
        "": [],
        "reading": [(indexing, "_read", die)],
        "some documents": [(writer, "put", after(writer.put, call=20)) for writer in (TantivyWriter, ElasticWriter)],
        "before the commit": [(writer, "commit", die) for writer in (TantivyWriter, ElasticWriter)],
        "before the stamp": [(module, "write_stamp", die) for module in (tantivy_writer, elastic_writer)],
        # The first transaction of a drain is the one that deletes the rows.
        "after the stamp": [(indexing.transaction, "atomic", die)],
        "while the rows go": [(indexing, "_postpone", die)],
        "after the rows": [(indexing._Drain, "process", after(indexing._Drain.process))],
        "before the swap": [(indexing, "_swap", die)],
        "after the swap": [(indexing, "_swap", after(indexing._swap))],
    }
    for owner, name, replacement in replacements[point]:
        setattr(owner, name, replacement)


def work(plan: dict[str, Any]) -> int:
    """What a forked process does. 3 says that another process was writing, 4 that there is no engine."""
    from django.conf import settings

    from search import indexing
    from search.errors import SearchUnavailableError, WriterBusyError

    settings.DATABASES["default"]["NAME"] = plan["database"]
    settings.SEARCH_INDEX_DIR = Path(plan["folder"])
    settings.SEARCH_ENGINE = plan["engine"]
    settings.SEARCH_CLUSTER = plan["cluster"]
    arm(plan["at"])
    # Processes that are to meet begin together.
    time.sleep(max(0.0, plan["begin"] - time.time()))
    try:
        indexing.drain() if plan["do"] == "drain" else indexing.rebuild()
    except WriterBusyError:
        return 3
    except SearchUnavailableError:
        return 4
    return 0


def fork(plan: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        code = work(plan)
    finally:
        sys.stderr.flush()
        os._exit(code)


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    root = Path(__file__).resolve().parents[3]
    sys.path[:0] = [str(root / "site"), str(root)]
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

    import django

    django.setup()

    from search import registry
    from search.dutch.tokens import index_fields
    from search.engines import elastic, tantivy  # noqa: F401  # Loaded once, for all forks.
    from tests.search.faults.records import Records

    registry._sources.clear()
    registry.register_source(Records())
    # Reads the word lists.
    index_fields("klaar")
    tell("ready")
    for line in sys.stdin:
        plan = json.loads(line)
        pids = [fork(plan) for _ in range(plan["times"])]
        codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
        tell(json.dumps(codes))


if __name__ == "__main__":
    main()
