"""Fills a new site with the content that comes with the project."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

import agenda.services
from config import content


class Command(BaseCommand):
    help = "Laadt de Agenda en de vaste pagina's, zonder voorbeelden. Wat er al staat, blijft zoals het is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--fresh", action="store_true", help="Zet de teksten van de Agenda terug zoals ze bij het project zitten."
        )

    def handle(self, *, fresh: bool, **options: Any) -> None:
        home = content.load(fresh=fresh)
        agenda.services.link_methods()
        if options["verbosity"] > 0:
            self.stdout.write(f"Er staan nu {home.get_descendants().count() + 1} pagina's onder {home.title}.")
