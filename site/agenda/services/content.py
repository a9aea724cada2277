"""Loads the content that comes with the project: home, the Agenda, and the pages that the law asks for."""

from django.db import transaction

from agenda.models import AgendaIndexPage, EditionPage, HomePage
from agenda.services.loading import place_page, place_source, read_content
from agenda.services.site_root import place_home


@transaction.atomic
def load_content(*, fresh: bool = False) -> HomePage:
    """Load the home page, the Agenda and the pages of text, and return the home page.

    What is there stays as it is, so that later changes by editors are kept; `fresh` puts the text of the content
    files back.
    """
    for source in read_content("sources"):
        place_source(source, fresh=fresh)
    home = place_home(read_content("home"), fresh=fresh)
    index = place_page(AgendaIndexPage, home, key="agenda", values=read_content("agenda"), fresh=fresh)
    place_page(EditionPage, index, key="2023-2025", values=read_content("2023-2025/edition"), fresh=fresh)
    return home
