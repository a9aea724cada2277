"""The content that every site starts with: the Agenda, the pages that the law asks for, the front of each pillar."""

from django.db import transaction
from wagtail.models import Page

import agenda.services
import circles.services
import events.services
import knowledge.services


@transaction.atomic
def load(*, fresh: bool = False) -> Page:
    """Load it and return the home page; what is there stays as it is.

    `fresh` puts the texts of the Agenda back as they came with the project. Nothing in this content is an example.
    `agenda.services.link_methods` comes after it, and after whatever else there is to link to.
    """
    home: Page = agenda.services.load_content(fresh=fresh)
    knowledge.services.load_index_pages(home)
    circles.services.load_content(home)
    events.services.load_content(home)
    return home
