"""App configuration of events."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Registers what this app shows elsewhere."""

    name = "events"
    verbose_name = "Conferentie"
