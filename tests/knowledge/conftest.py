"""A small site: one home page, and the library below it."""

import pytest
from wagtail.models import Page, Site


@pytest.fixture
def home(db: None) -> Page:
    """The home page of the default site."""
    return Site.objects.get(is_default_site=True).root_page
