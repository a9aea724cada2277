"""Imports the library from files."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from knowledge.importing.documentation import format_document, write_template
from knowledge.services import import_library
from knowledge.services.importing import Action, ImportReport, Rules

# More would push the counts off the screen.
MOST_NAMES = 50


class Command(BaseCommand):
    help = (
        "Leest begrippen, methoden, evaluaties, toepassingen, publicaties en lessen uit CSV, XLSX of JSON: uit een "
        "bestand, of uit alle bestanden van een map samen. "
        "Er verandert niets als er ook maar één rij fout is. Opnieuw importeren kan altijd."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, nargs="?", metavar="BESTAND_OF_MAP")
        parser.add_argument("--dry-run", action="store_true", help="Doe alles, maar bewaar niets.")
        parser.add_argument(
            "--overwrite", action="store_true", help="Overschrijf ook wat een redacteur maakte of veranderde."
        )
        parser.add_argument("--restore", action="store_true", help="Maak opnieuw wat een redacteur verwijderde.")
        parser.add_argument("--template", type=Path, metavar="LEEG.xlsx", help="Maak een leeg werkboek en stop.")
        parser.add_argument("--describe", action="store_true", help="Beschrijf bladen en kolommen en stop.")

    def handle(
        self,
        *,
        path: Path | None,
        dry_run: bool,
        overwrite: bool,
        restore: bool,
        template: Path | None,
        describe: bool,
        **options: Any,
    ) -> None:
        if template:
            write_template(template)
        elif describe:
            self.stdout.write(format_document(), ending="")
        elif path is None:
            raise CommandError("Noem een bestand of een map.")
        else:
            self._import(path, dry_run=dry_run, rules=Rules(overwrite=overwrite, restore=restore))

    def _import(self, path: Path, *, dry_run: bool, rules: Rules) -> None:
        report = import_library(path, keep=not dry_run, rules=rules, say=self._say)
        if report.problems:
            self._print_problems(report)
            sys.exit(1)
        self._print_result(report, dry_run=dry_run)

    def _say(self, text: str) -> None:
        self.stdout.write(f"  {text}")
        self.stdout.flush()

    def _print_problems(self, report: ImportReport) -> None:
        for problem in report.problems:
            self.stderr.write(str(problem))
        number = len(report.problems)
        found = "1 fout" if number == 1 else f"{number} fouten"
        self.stderr.write(f"\n{found} gevonden. Er is niets veranderd.")

    def _print_result(self, report: ImportReport, *, dry_run: bool) -> None:
        for name in report.changed[:MOST_NAMES]:
            self.stdout.write(f"{name}: {Action.CHANGED}")
        if len(report.changed) > MOST_NAMES:
            self.stdout.write(f"en nog {len(report.changed) - MOST_NAMES} {Action.CHANGED}")
        for notice in report.notices:
            self.stdout.write(notice)
        counts = [f"{report.counts[action]} {action}" for action in Action if action != Action.SKIPPED]
        if report.counts[Action.SKIPPED]:
            counts.append(f"{report.counts[Action.SKIPPED]} {Action.SKIPPED}")
        if report.assessments:
            counts.append(f"{report.assessments} {'oordeel' if report.assessments == 1 else 'oordelen'} toegevoegd")
        self.stdout.write(", ".join(counts))
        if dry_run:
            self.stdout.write("Dit was een proef: er is niets bewaard.")
