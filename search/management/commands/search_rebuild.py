"""Builds a new search index beside the live one and swaps them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.errors import SearchError
from search.indexing import drain, rebuild

SHOW_EVERY = 500


class Command(BaseCommand):
    help = "Builds a new search index beside the live one, compares it, swaps the two and deletes the old one."

    def handle(self, **options: Any) -> None:
        counts: dict[str, int] = {}

        def progress(kind: str, count: int) -> None:
            counts[kind] = count
            if options["verbosity"] > 0 and count % SHOW_EVERY == 0:
                self.stdout.write(f"  {kind}: {count}")

        try:
            state = rebuild(progress)
            # What changed meanwhile is on the list still; nobody has to wait for the worker.
            drain()
        except SearchError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"] > 0:
            for kind, count in counts.items():
                self.stdout.write(f"{kind}: {count}")
            self.stdout.write(f"{sum(counts.values())} documents, generation {state.generation} is live.")
