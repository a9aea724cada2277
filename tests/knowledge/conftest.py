"""A small site: one home page, and the library below it."""

from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AnonymousUser
from wagtail.documents.models import Document
from wagtail.models import Page, Site

from accounts.services import save_account, sync_roles
from common.access import Role
from knowledge.models import LibraryIndexPage, MethodIndexPage
from tests.agenda.factories import make_home


@pytest.fixture
def home(db: None) -> Page:
    """The home page of the default site: the real one, because it finds the pages below it in fewer queries."""
    home = make_home(Page.get_first_root_node())
    Site.objects.filter(is_default_site=True).update(root_page=home)
    # Sent by save(), and not by update(): Wagtail forgets its table of addresses.
    Site.objects.get(is_default_site=True).save()
    return home


@pytest.fixture
def index(home: Page) -> MethodIndexPage:
    """The overview of methods, at /methoden/."""
    return home.add_child(instance=MethodIndexPage(title="Methoden", slug="methoden", intro="Alle methoden."))


@pytest.fixture
def library(home: Page) -> LibraryIndexPage:
    """The front page of the library, at /kennisbank/."""
    return home.add_child(instance=LibraryIndexPage(title="Kennisbank", slug="kennisbank", intro="Wat we weten."))


@pytest.fixture
def person(db: None) -> Any:
    """Makes an account with a role: `person(Role.EDITOR)`; nobody for None."""
    sync_roles()

    def make(role: Role | None) -> Any:
        if role is None:
            return AnonymousUser()
        return save_account(
            email=f"{role.value}@example.org",
            first_name="Vera",
            last_name="Voorbeeld",
            password_hash=make_password("x"),
            role=role,
        )

    return make


@pytest.fixture
def document(db: None) -> Document:
    return Document.objects.create(title="Draaiboek", file="documents/draaiboek.docx", file_size=2048)
