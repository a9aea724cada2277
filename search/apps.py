"""App configuration of search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Full-text search over what is registered."""

    name = "search"
    verbose_name = "Zoeken"

    def ready(self) -> None:
        """Follow what editors publish, and let the worker keep the index up to date."""
        from django.core.signals import request_finished
        from django.db.models.signals import post_delete, post_save, pre_delete
        from wagtail import signals
        from wagtail.models import Page, PageViewRestriction

        from common.jobs import register_job
        from common.my_page import MyPage, register_my_page
        from search import pages, personal_data
        from search.asked.counting import write_when_due
        from search.editorial.handlers import decision_changed
        from search.indexing import has_work
        from search.models import Promotion, SynonymGroup
        from search.tasks import drain_index

        personal_data.declare_all()
        signals.page_published.connect(pages.page_changed)
        signals.page_unpublished.connect(pages.page_changed)
        signals.post_page_move.connect(pages.tree_changed)
        signals.page_slug_changed.connect(pages.tree_changed)
        pre_delete.connect(pages.page_changed, sender=Page)
        post_save.connect(pages.restriction_changed, sender=PageViewRestriction)
        post_delete.connect(pages.restriction_changed, sender=PageViewRestriction)
        for signal in (post_save, post_delete):
            for model in (Promotion, SynonymGroup):
                signal.connect(decision_changed, sender=model)
        request_finished.connect(write_when_due)
        register_job("search", drain_index, has_work)
        register_my_page(40, MyPage(_("Zoekopdrachten"), "/mijn/zoekopdrachten/"))
