"""Prints the register of processing activities of article 30 AVG."""

import json
from argparse import ArgumentParser
from typing import Any

from defusedcsv import csv
from django.core.management.base import BaseCommand

from common.privacy.register import as_data, as_rows


class Command(BaseCommand):
    help = "Prints the register of processing activities (article 30 AVG), made from what every model declares."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=("csv", "json"), default="csv", help="What to print it as.")

    def handle(self, *, format: str, **options: Any) -> None:  # noqa: A002  # The option's name.
        if format == "json":
            self.stdout.write(json.dumps(as_data(), ensure_ascii=False, indent=2))
        else:
            csv.writer(self.stdout, delimiter=";").writerows(as_rows())
