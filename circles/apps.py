"""App configuration of circles."""

from django.apps import AppConfig


class CirclesConfig(AppConfig):
    """Registers what this app shows elsewhere."""

    name = "circles"
    verbose_name = "Leerkringen"
