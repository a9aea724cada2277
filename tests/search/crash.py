"""Run by `test_crash` in a process of its own: drains, and is killed at the point that the arguments name."""

import json
import os
import signal
import sys
import uuid
from pathlib import Path


def main() -> None:
    plan = json.loads(sys.argv[1])
    root = Path(__file__).resolve().parents[2]
    sys.path[:0] = [str(root / "site"), str(root)]
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = plan["database"]
    settings.SEARCH_INDEX_DIR = Path(plan["index"])
    django.setup()

    from search import indexing, registry
    from search.engines import tantivy_writer
    from tests.search.shelf import Shelf, document

    def die(*args: object, **options: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if plan["die"] == "before the stamp":
        tantivy_writer.write_stamp = die
    else:
        # The first transaction of a drain is the one that deletes the rows.
        indexing.transaction.atomic = die
    registry._sources.clear()
    shelf = Shelf()
    public_id = uuid.UUID(plan["public_id"])
    shelf.records[public_id] = document(plan["title"], public_id=public_id)
    registry.register_source(shelf)
    indexing.drain()


if __name__ == "__main__":
    main()
