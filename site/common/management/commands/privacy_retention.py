"""Erases what is kept no longer, or says what would be erased."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.privacy.retention import Line, preview, run_now


class Command(BaseCommand):
    help = "Applies the retention rules now, and prints what was erased by which rule and what is still held."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be erased.")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        lines = preview() if dry_run else [Line(**line) for line in run_now().report]
        self.stdout.write("rule;model;days;erased;held;first goes on")
        for line in lines:
            erased = "failed" if line.failed else str(line.erased)
            self.stdout.write(f"{line.rule};{line.model};{line.days};{erased};{line.held};{line.earliest}")
        if any(line.failed for line in lines):
            raise CommandError("Not every rule could be applied; the log says why.")
