"""Imports the official lists of organisations."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from accounts.organisations.importing import Outcome, import_organisations


class Command(BaseCommand):
    help = (
        "Leest gemeenten.csv en organisations.csv uit een map. Er verandert niets als er ook maar één rij fout is. "
        "Opnieuw importeren kan altijd."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="MAP")
        parser.add_argument("--dry-run", action="store_true", help="Doe alles, maar bewaar niets.")

    def handle(self, *, folder: Path, dry_run: bool, **options: Any) -> None:
        report = import_organisations(folder, keep=not dry_run)
        if report.problems:
            for problem in report.problems:
                self.stderr.write(str(problem))
            number = len(report.problems)
            self.stderr.write(f"\n{'1 fout' if number == 1 else f'{number} fouten'} gevonden. Er is niets veranderd.")
            sys.exit(1)
        self.stdout.write(", ".join(f"{report.counts[outcome]} {outcome}" for outcome in Outcome))
        if dry_run:
            self.stdout.write("Dit was een proef: er is niets bewaard.")
