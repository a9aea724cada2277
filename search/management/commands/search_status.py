"""Says whether search works, and what it is waiting for."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from search.health import Health, read_health
from search.models import IndexTask

SHOWN_FAILURES = 10
# Names of what is measured, with what they say of it; all of them are values of this moment.
GAUGES = {
    "up": "Whether visitors can search.",
    "waiting_changes": "Changes that are not in the index yet.",
    "failing_changes": "Waiting changes that were tried and failed.",
    "oldest_change_seconds": "How long the first of them waits.",
    "public_documents": "Documents that everybody may find.",
    "private_documents": "Documents for some.",
}


class Command(BaseCommand):
    help = "Says which search index is live, how far it is and which changes wait. Fails when search is down."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--format", choices=("text", "json", "prometheus"), default="text", help="For people or for a monitor."
        )

    def handle(self, **options: Any) -> None:
        health = read_health()
        if options["format"] == "json":
            self.stdout.write(json.dumps(asdict(health) | {"is_up": health.is_up}, cls=DjangoJSONEncoder, indent=1))
        else:
            lines = _gauges(health) if options["format"] == "prometheus" else _text(health)
            self.stdout.writelines(f"{line}\n" for line in lines)
        if health.problem:
            raise CommandError(f"Search is down: {health.problem}")


def _gauges(health: Health) -> Iterator[str]:
    """The text format of Prometheus, for the textfile collector of its node exporter."""
    values = (
        int(health.is_up), health.waiting, health.failing, health.oldest_seconds, health.public_documents,
        health.private_documents,
    )  # fmt: skip
    for (name, says), value in zip(GAUGES.items(), values, strict=True):
        yield f"# HELP kennisplatform_search_{name} {says}"
        yield f"# TYPE kennisplatform_search_{name} gauge"
        yield f"kennisplatform_search_{name} {value}"


def _text(health: Health) -> Iterator[str]:
    yield f"Engine:    {health.schema}, analysis {health.analysis}"
    if health.built_at:
        yield f"Live:      {health.generation}, built {health.built_at:%Y-%m-%d %H:%M} UTC"
        yield f"Stamps:    database {health.database_stamp}, index {health.index_stamp}"
    since = f", the first for {health.oldest_seconds} seconds" if health.waiting else ""
    yield f"Waiting:   {health.waiting} changes{since}; {health.failing} of them failed before"
    for task in IndexTask.objects.filter(attempts__gt=0).order_by("id")[:SHOWN_FAILURES]:
        yield f"  {task.kind}:{task.public_id} failed {task.attempts} times: {task.last_error}"
    if health.is_up:
        yield f"Documents: {health.public_documents} public, {health.private_documents} for some"
