"""Pages: what is published is for everybody, what is not is for nobody, and a restricted page asks who is there."""

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from knowledge.models import MethodPage
from tests.access.conftest import Visitors
from tests.access.matrix import NOBODY, VISITORS
from tests.access.test_matrix import answer_of

pytestmark = pytest.mark.django_db


def published() -> list[Page]:
    """The published pages of the site."""
    return list(Page.objects.live().filter(depth__gt=1).order_by("path").specific())


def one_of_each_type() -> list[Page]:
    """A published page of every page type in use."""
    return list({type(page): page for page in published()}.values())


def test_a_visitor_reads_every_published_page(visitors: Visitors) -> None:
    answers = {page.url: answer_of(visitors[NOBODY].get(page.url)) for page in published()}

    assert len(answers) > 20
    assert set(answers.values()) == {200}


@pytest.mark.parametrize("name", VISITORS)
def test_every_visitor_reads_a_page_of_every_type(name: str, visitors: Visitors) -> None:
    answers = {page.url: answer_of(visitors[name].get(page.url)) for page in one_of_each_type()}

    assert set(answers.values()) == {200}


@pytest.mark.parametrize("name", VISITORS)
def test_nobody_reads_a_page_that_is_not_published(name: str, visitors: Visitors) -> None:
    pages = one_of_each_type()
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(live=False)

    assert {answer_of(visitors[name].get(page.url)) for page in pages} == {404}


@pytest.mark.parametrize("name", VISITORS)
def test_a_page_for_accounts_asks_a_visitor_to_sign_in(name: str, visitors: Visitors) -> None:
    page = published()[-1]
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    expected = "302 /account/login/" if name == NOBODY else 200
    assert answer_of(visitors[name].get(page.url)) == expected


def paper_of_methods() -> list[tuple[str, str]]:
    """The addresses of published methods and of their PDF."""
    return [(page.url, f"{page.url}pdf/") for page in published() if isinstance(page, MethodPage)]


@pytest.mark.parametrize("name", VISITORS)
@pytest.mark.parametrize("state", ["published", "unpublished", "restricted"])
def test_a_method_on_paper_is_for_who_may_read_its_page(name: str, state: str, visitors: Visitors) -> None:
    web, paper = paper_of_methods()[-1]
    method = MethodPage.objects.get(slug=web.strip("/").split("/")[-1])
    if state == "unpublished":
        method.unpublish()
    if state == "restricted":
        PageViewRestriction.objects.create(page=method, restriction_type=PageViewRestriction.LOGIN)

    expected = {"published": 200, "unpublished": 404}.get(state, "302 /account/login/" if name == NOBODY else 200)
    assert answer_of(visitors[name].get(web)) == expected
    assert answer_of(visitors[name].get(paper)) == expected


def in_sitemap(page: Page, visitor: Client) -> bool:
    """True when the sitemap names the page."""
    return f"<loc>{page.full_url}</loc>" in visitor.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("name", VISITORS)
def test_a_restricted_page_is_not_in_the_sitemap(name: str, visitors: Visitors) -> None:
    page = published()[-1]
    assert in_sitemap(page, visitors[name])

    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert not in_sitemap(page, visitors[name])


def test_an_unpublished_page_is_not_in_the_sitemap(visitors: Visitors) -> None:
    page = published()[-1]
    Page.objects.filter(pk=page.pk).update(live=False)

    assert not in_sitemap(page, visitors[NOBODY])


def test_the_permanent_address_leads_to_published_pages_only(visitors: Visitors) -> None:
    page = next(page for page in published() if hasattr(page, "public_id"))
    address = f"/id/{page.public_id}"
    assert answer_of(visitors[NOBODY].get(address)) == f"302 {page.url}"

    Page.objects.filter(pk=page.pk).update(live=False)

    assert {answer_of(visitors[name].get(address)) for name in VISITORS} == {404}
