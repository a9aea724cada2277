"""Whole pages: they render without a query, whoever looks."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

from common.components import (
    Link,
)
from tests.common.gallery import NODES, Page, RegistrationForm, render


@pytest.mark.parametrize("name", ["base", "400", "403", "404", "413", "500"])
def test_page_renders_without_a_query(name: str) -> None:
    """No database is allowed here, so a query would fail."""
    request = RequestFactory().get("/methoden/")
    request.user = AnonymousUser()
    html = render_to_string(f"{name}.html", {"breadcrumb": (Link("Home", "/"),), "thread": NODES}, request)
    page = Page(html)
    assert html.lstrip().startswith("<!doctype html>")
    assert '<html lang="nl"' in html
    assert set(page.references) <= set(page.ids)
    assert page.headings in ([], [1])


def test_page_shows_who_can_leave() -> None:
    class SignedIn:
        is_authenticated = True

    html = render("page_top", user=SignedIn(), csrf_token="abc")
    assert "Mijn account" in html
    assert '<form action="/account/logout/" method="post">' in html


def test_title_of_a_page_with_errors_says_so() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert "<title>Fout: " in render_to_string("base.html", {"form": RegistrationForm({})}, request)
    assert "<title>Fout: " not in render_to_string("base.html", {"form": RegistrationForm()}, request)
