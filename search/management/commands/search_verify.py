"""Compares the search index with the database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.errors import SearchError
from search.indexing import drain
from search.verify import VerifyReport, repair, verify

SHOWN = 20


class Command(BaseCommand):
    help = "Compares the search index with the database, in both directions. Fails when they differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="Index what differs again, and compare once more.")

    def handle(self, **options: Any) -> None:
        try:
            report = verify()
            if options["repair"] and not report.is_clean:
                self._write(report)
                self.stdout.write(f"{repair(report)} records are indexed again.")
                drain()
                report = verify()
        except SearchError as error:
            raise CommandError(str(error)) from error
        self._write(report)
        if not report.is_clean:
            raise CommandError("The search index differs from the database.")

    def _write(self, report: VerifyReport) -> None:
        self.stdout.write(f"{report.compared} documents compared.")
        for difference, identifiers in report.differences.items():
            self.stdout.write(f"{len(identifiers)} {difference.value}:")
            for identifier in identifiers[:SHOWN]:
                self.stdout.write(f"  {identifier}")
