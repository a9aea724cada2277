"""A small Agenda: a home page, its front page and one edition without parts."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from wagtail.models import Page, Site

from agenda.models import AgendaIndexPage, EditionPage, HomePage
from agenda.services import load_content
from tests.agenda.factories import make_edition, make_home, make_index


@pytest.fixture
def home(db: None) -> HomePage:
    home = make_home(Page.get_first_root_node())
    Site.objects.filter(is_default_site=True).update(root_page=home)
    # Sent by save(), and not by update(): Wagtail forgets its table of addresses.
    Site.objects.get(is_default_site=True).save()
    return home


@pytest.fixture
def index(home: HomePage) -> AgendaIndexPage:
    return make_index(home)


@pytest.fixture
def edition(index: AgendaIndexPage) -> EditionPage:
    return make_edition(index)


@pytest.fixture(scope="module")
def loaded_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The content of the project, loaded once for the tests of a module and gone after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_content()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(loaded_once: None, db: None) -> None:
    """The content of the project; what a test changes is undone."""
