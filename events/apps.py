"""App configuration of events."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Registers what this app shows elsewhere."""

    name = "events"
    verbose_name = "Conferentie"

    def ready(self) -> None:
        """Let permanent links find the page."""
        from common.identifiers import page_resolver, register_resolver
        from events.models import ConferenceIndexPage

        register_resolver(page_resolver(ConferenceIndexPage))
