"""App configuration of the public Agenda."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgendaConfig(AppConfig):
    """Registers what the Agenda shows elsewhere."""

    name = "agenda"
    verbose_name = "Agenda"

    def ready(self) -> None:
        """Give the chain its goals and activities, search its documents, and permanent links their pages."""
        from agenda import calendars, models, personal_data, threads
        from agenda.resolvers import resolve_document
        from agenda.search_source import search_sources
        from common import chain
        from common.calendars.registry import register_calendar
        from common.identifiers import page_resolver, register_resolver
        from search.registry import register_source

        chain.register_step(chain.ChainStep(step=chain.Step.GOAL, url="/agenda/#doelen", count=threads.count_goals))
        chain.register_step(
            chain.ChainStep(step=chain.Step.ACTIVITY, url="/agenda/#activiteiten", count=threads.count_activities)
        )
        chain.register_links(threads.agenda_links)
        for model in (models.HomePage, models.AgendaIndexPage, models.ContentPage, *models.EDITION_PAGES):
            register_resolver(page_resolver(model))
        register_resolver(resolve_document)
        for source, group in search_sources():
            register_source(source, group=group)
        personal_data.declare_all()
        register_calendar("agenda.moments", _("Momenten van de Agenda"), calendars.moments)
        self._follow_publication()

    def _follow_publication(self) -> None:
        """Keep the documents in the index true to what is published."""
        from django.db.models.signals import post_delete, post_save, pre_delete
        from wagtail import signals
        from wagtail.models import PageViewRestriction

        from agenda import handlers
        from agenda.models import ParliamentaryDocument

        signals.published.connect(handlers.document_changed)
        signals.unpublished.connect(handlers.document_changed)
        pre_delete.connect(handlers.document_changed, sender=ParliamentaryDocument)
        signals.page_published.connect(handlers.page_changed)
        signals.page_unpublished.connect(handlers.page_changed)
        signals.post_page_move.connect(handlers.page_changed)
        signals.page_slug_changed.connect(handlers.page_changed)
        post_save.connect(handlers.restriction_changed, sender=PageViewRestriction)
        post_delete.connect(handlers.restriction_changed, sender=PageViewRestriction)
