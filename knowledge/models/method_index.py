"""The overview of all methods."""

from django.utils.translation import gettext_lazy as _

from common.chain import Step
from common.pages import IndexPage


class MethodIndexPage(IndexPage):
    """All methods, with filters and counts."""

    chain_step = Step.METHOD
    template = "knowledge/method_index_page.html"
    subpage_types = ["knowledge.MethodPage"]
    page_description = _("Het overzicht van alle methoden, met filters.")

    class Meta:
        verbose_name = _("overzicht van methoden")
        verbose_name_plural = _("overzichten van methoden")
