"""App configuration of events."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Registers what this app shows elsewhere."""

    name = "events"
    verbose_name = "Conferentie"

    def ready(self) -> None:
        """Let permanent links and search find the page, and ask a second factor of who sees registrations."""
        from accounts.second_factor import register_rule
        from common.identifiers import page_resolver, register_resolver
        from common.privacy.registry import holds_none
        from events.models import ConferenceIndexPage
        from events.permissions import can_organise
        from search.contracts import PAGES
        from search.index_pages import index_page_source
        from search.registry import register_source

        register_rule(can_organise)
        register_resolver(page_resolver(ConferenceIndexPage))
        register_source(index_page_source("conference_index", "Over de conferentie", ConferenceIndexPage), group=PAGES)
        holds_none("events.ConferenceIndexPage", because=_("een overzichtspagina"))
