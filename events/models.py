"""The page at /conferentie/."""

from common.pages import IndexPage


class ConferenceIndexPage(IndexPage):
    """The front page of the yearly conference."""

    subpage_types: list[str] = []
    template = "common/index_page.html"

    class Meta:
        verbose_name = "overzicht van conferenties"
