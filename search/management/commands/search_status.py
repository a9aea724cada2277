"""Says whether search works, and what it is waiting for."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.dutch.version import ANALYSIS_VERSION
from search.engines import get_engine
from search.errors import SearchUnavailableError
from search.guard import open_live
from search.models import IndexState, IndexTask

SHOWN_FAILURES = 10


class Command(BaseCommand):
    help = "Says which search index is live, how far it is and which changes wait. Fails when search is down."

    def handle(self, **options: Any) -> None:
        engine = get_engine()
        state = IndexState.objects.first()
        self.stdout.write(f"Engine:    {engine.schema}, analysis {ANALYSIS_VERSION}")
        if state:
            self.stdout.write(f"Live:      {state.generation}, built {state.built_at:%Y-%m-%d %H:%M} UTC")
            self.stdout.write(f"Stamps:    database {state.stamp}, index {engine.stamp(state.generation)}")
        self._write_waiting()
        try:
            public, private = open_live().counts()
        except SearchUnavailableError as error:
            raise CommandError(f"Search is down: {error}") from error
        self.stdout.write(f"Documents: {public} public, {private} for some")

    def _write_waiting(self) -> None:
        waiting = IndexTask.objects.order_by("id")
        failing = waiting.filter(attempts__gt=0)
        first = waiting.first()
        since = f", the first since {first.created_at:%Y-%m-%d %H:%M} UTC" if first else ""
        self.stdout.write(f"Waiting:   {waiting.count()} changes{since}; {failing.count()} of them failed before")
        for task in failing[:SHOWN_FAILURES]:
            self.stdout.write(f"  {task.kind}:{task.public_id} failed {task.attempts} times: {task.last_error}")
