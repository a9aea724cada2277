"""Loads the content that comes with the project: home, the Agenda, and the pages that the law asks for."""

from django.db import transaction
from wagtail.models import Page

from agenda.models import AgendaIndexPage, ContentPage, HomePage, Source
from agenda.services.edition import load_edition
from agenda.services.loading import Values, assign, place_page, read_content
from agenda.services.site_root import place_home

EDITIONS = ("2023-2025",)


@transaction.atomic
def load_content(*, fresh: bool = False) -> HomePage:
    """Load the home page, the Agenda and the pages of text, and return the home page.

    What is there stays as it is, so that later changes by editors are kept; `fresh` puts the text of the content
    files back.
    """
    for values in read_content("sources"):
        _place_source(values, fresh=fresh)
    home = place_home(read_content("home"), fresh=fresh)
    index = place_page(AgendaIndexPage, home, key="agenda", values=read_content("agenda"), fresh=fresh)
    for edition in EDITIONS:
        load_edition(edition, index, fresh=fresh)
    _load_text_pages(home, fresh=fresh)
    return home


def _place_source(values: Values, *, fresh: bool) -> None:
    source = Source.objects.filter(key=values["key"]).first()
    if source is not None and not fresh:
        return
    source = source or Source()
    assign(source, values)
    source.full_clean()
    source.save()


def _load_text_pages(home: Page, *, fresh: bool) -> None:
    for values in read_content("pages"):
        place_page(ContentPage, home, key=values["slug"], values=values, fresh=fresh)
