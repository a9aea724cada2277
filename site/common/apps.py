"""What every app leans on: access, sanitised HTML, identifiers, the chain, components."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Shared ground; knows no other app."""

    name = "common"
    verbose_name = "Gemeenschappelijk"
