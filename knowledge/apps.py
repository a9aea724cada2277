"""App configuration of knowledge."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    """Registers what this app shows elsewhere."""

    name = "knowledge"
    verbose_name = "Methodenbibliotheek"

    def ready(self) -> None:
        """Give the chain its methods, search its source and facets, and /id/ its pages."""
        from common import chain
        from common.activity.verbs import register_verbs
        from common.calendars.registry import register_calendar
        from common.document_access import register_holder
        from common.document_text.services import follow
        from common.identifiers import page_resolver, register_resolver
        from knowledge import calendars, personal_data
        from knowledge.attachments import methods_with, publications_with, reindex_holders
        from knowledge.experience import count_evaluations, evaluation_links
        from knowledge.item_search import item_sources
        from knowledge.lesson_chain import count_lessons, lesson_links
        from knowledge.models import LibraryIndexPage, LibraryItemPage, MethodIndexPage, MethodPage
        from knowledge.record_search import record_sources
        from knowledge.resolvers import resolve_record
        from knowledge.search_source import method_source, search_facets
        from knowledge.selectors import count_methods, methods_related_to
        from knowledge.services.importing import IMPORTED
        from search.contracts import PAGES
        from search.index_pages import index_page_source
        from search.registry import register_facet, register_related, register_source

        chain.register_step(chain.ChainStep(step=chain.Step.METHOD, url="/methoden/", count=count_methods))
        chain.register_step(chain.ChainStep(step=chain.Step.EVALUATION, url="/evaluaties/", count=count_evaluations))
        lessons = chain.ChainStep(step=chain.Step.LESSON, url="/kennisbank/?soort=les", count=count_lessons)
        chain.register_step(lessons)
        chain.register_links(evaluation_links)
        chain.register_links(lesson_links)
        for model in (MethodPage, MethodIndexPage, LibraryIndexPage, LibraryItemPage):
            register_resolver(page_resolver(model))
        register_resolver(resolve_record)
        register_source(method_source())
        register_related("method", methods_related_to)
        for source in (*record_sources(), *item_sources()):
            register_source(source)
        register_source(index_page_source("method_index", "Over methoden", MethodIndexPage), group=PAGES)
        register_source(index_page_source("library_index", "Over de kennisbank", LibraryIndexPage), group=PAGES)
        for facet in search_facets():
            register_facet(facet)
        follow(reindex_holders)
        register_holder("files", publications_with)
        register_holder("materials", methods_with)
        personal_data.declare_all()
        self._follow_publication()
        register_calendar("knowledge.reviews", _("Wat ik opnieuw moet bekijken"), calendars.reviews)
        self._remind_editors()
        register_verbs({IMPORTED: _("Bibliotheek geïmporteerd")})

    def _remind_editors(self) -> None:
        """Let the worker look after the reminders."""
        from common.jobs import register_job
        from common.mail.purposes import register_purpose
        from knowledge import tasks
        from knowledge.services import reminder_mail, reminders

        register_purpose(reminder_mail.REMINDERS)
        register_job("reminders of editors", tasks.send_reminders, reminders.has_work)

    def _follow_publication(self) -> None:
        """Keep evaluations and use cases in the index true to what is published."""
        from django.db.models.signals import post_delete, post_save, pre_delete
        from wagtail import signals
        from wagtail.models import PageViewRestriction

        from knowledge import handlers
        from knowledge.models import Evaluation, UseCase

        signals.published.connect(handlers.record_changed)
        signals.unpublished.connect(handlers.record_changed)
        for model in (Evaluation, UseCase):
            pre_delete.connect(handlers.record_changed, sender=model)
        signals.page_published.connect(handlers.page_changed)
        signals.page_unpublished.connect(handlers.page_changed)
        signals.post_page_move.connect(handlers.page_changed)
        signals.page_slug_changed.connect(handlers.page_changed)
        post_save.connect(handlers.restriction_changed, sender=PageViewRestriction)
        post_delete.connect(handlers.restriction_changed, sender=PageViewRestriction)
