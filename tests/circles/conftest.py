"""The overview of circles below the home page."""

import pytest
from wagtail.models import Page, Site

from circles.models import CircleIndexPage
from circles.services import load_content
from tests.agenda.factories import make_home


@pytest.fixture
def index(db: None) -> CircleIndexPage:
    """The overview, at /leerkringen/, below the real home page."""
    home = make_home(Page.get_first_root_node())
    Site.objects.filter(is_default_site=True).update(root_page=home)
    # Sent by save(), and not by update(): Wagtail forgets its table of addresses.
    Site.objects.get(is_default_site=True).save()
    return load_content(home)
