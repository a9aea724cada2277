"""The front page of the library."""

from django.utils.translation import gettext_lazy as _

from common.pages import IndexPage


class LibraryIndexPage(IndexPage):
    """What the library holds now, and what is still to come."""

    template = "knowledge/library_index_page.html"
    subpage_types: list[str] = []
    page_description = _("De voorpagina van de kennisbank.")

    class Meta:
        verbose_name = _("voorpagina van de kennisbank")
        verbose_name_plural = _("voorpagina's van de kennisbank")
