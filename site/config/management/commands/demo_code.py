"""The second step of the accounts of the demo."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from common.access import Role
from config import demo


class Command(BaseCommand):
    help = "Toon de code van nu voor de tweede stap van een voorbeeldaccount."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", choices=[role.value for role in Role], help="De rol van het account.")

    def handle(self, *, role: str, **options: Any) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError("De demo werkt alleen met config.settings.dev, nooit met een echte installatie.")
        self.stdout.write(demo.code(Role(role)))
