"""Which pages may be listed: predicate and query say the same."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page, PageViewRestriction, Site

from circles.models import CircleIndexPage
from common.access import ANONYMOUS, Role, Viewer
from common.pages import can_list_page

pytestmark = pytest.mark.django_db

VIEWERS = [ANONYMOUS, Viewer(user_id=1, roles=frozenset(Role))]


@pytest.fixture
def pages() -> dict[str, CircleIndexPage]:
    """One page in every state that matters, below a root of their own."""
    root = Site.objects.get(is_default_site=True).root_page

    def add(parent: Page, slug: str, *, live: bool = True) -> CircleIndexPage:
        page = CircleIndexPage(title=slug, slug=slug, intro="Inleiding", live=live)
        parent.add_child(instance=page)
        return page

    made = {"open": add(root, "open"), "concept": add(root, "concept", live=False), "besloten": add(root, "besloten")}
    made["onder besloten"] = add(made["besloten"], "eronder")
    made["voor een groep"] = add(root, "groep")
    PageViewRestriction.objects.create(page=made["besloten"], restriction_type=PageViewRestriction.LOGIN)
    restriction = PageViewRestriction.objects.create(
        page=made["voor een groep"], restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get(name="redacteur"))
    return made


@pytest.mark.parametrize("viewer", VIEWERS)
def test_predicate_and_query_select_the_same_pages(pages: dict[str, CircleIndexPage], viewer: Viewer) -> None:
    listed = set(CircleIndexPage.objects.visible_to(viewer).values_list("pk", flat=True))

    by_predicate = {page.pk for page in pages.values() if can_list_page(viewer, page)}
    assert listed == by_predicate == {pages["open"].pk}


@pytest.mark.parametrize("viewer", VIEWERS)
def test_a_restriction_counts_at_once(pages: dict[str, CircleIndexPage], viewer: Viewer) -> None:
    PageViewRestriction.objects.create(page=pages["open"], restriction_type=PageViewRestriction.LOGIN)

    assert not CircleIndexPage.objects.visible_to(viewer).exists()
    assert not can_list_page(viewer, pages["open"])


def test_the_cms_copies_a_page_and_never_makes_an_alias(
    admin_client: Client, pages: dict[str, CircleIndexPage]
) -> None:
    original = pages["open"]
    CircleIndexPage.max_count, limit = None, CircleIndexPage.max_count
    try:
        response = admin_client.post(
            f"/beheer/pages/{original.pk}/copy/",
            {
                "new_title": "Kopie",
                "new_slug": "kopie",
                "new_parent_page": original.get_parent().pk,
                "publish_copies": "on",
                "alias": "on",
            },
        )
    finally:
        CircleIndexPage.max_count = limit

    assert response.status_code == 302
    copy = CircleIndexPage.objects.get(slug="kopie")
    assert copy.alias_of is None
    assert copy.public_id != original.public_id
