"""Says why a document stands where it stands for a question, or is not there."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from common.access import ANONYMOUS, Role, Viewer
from search.errors import SearchUnavailableError
from search.explaining import explain

NOBODY = "anonymous"


class Command(BaseCommand):
    help = "Explains how a question was understood, what it found in one document, and which place that gives."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query", help="What a visitor types.")
        parser.add_argument("document", help='The identifier of a document: "kind:uuid", such as method:0b6f6a0e-….')
        parser.add_argument("--as", dest="role", choices=[NOBODY, *Role], default=NOBODY, help="Who asks.")

    def handle(self, **options: Any) -> None:
        kind, _, public_id = options["document"].partition(":")
        try:
            wanted = UUID(public_id)
        except ValueError as error:
            raise CommandError(f"{options['document']} is no identifier: it is written kind:uuid.") from error
        role = options["role"]
        viewer = ANONYMOUS if role == NOBODY else Viewer(roles=frozenset({Role(role)}))
        try:
            for line in explain(viewer, options["query"], kind, wanted):
                self.stdout.write(line)
        except SearchUnavailableError as error:
            raise CommandError(f"Search is down: {error}") from error
