"""Wagtail's publication events and the outbox: which pages get a row, and that both happen or neither does."""

import datetime as dt
import uuid
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.test.utils.form_data import nested_form_data, streamfield

from agenda.models import ContentPage
from circles.models import CircleIndexPage
from common.access import ANONYMOUS, Viewer
from common.pages import ListedPageQuerySet
from common.publishing import publish_due
from events.models import ConferenceIndexPage
from knowledge.models import MethodIndexPage
from search.models import IndexTask
from search.pages import PageSource, page_cards
from search.registry import sources
from tests.accounts.helpers import sign_in_as
from tests.search.site import add_page, home

pytestmark = pytest.mark.django_db


@pytest.fixture
def parent() -> ContentPage:
    return add_page(home(), "Boven")


@pytest.fixture
def child(parent: ContentPage) -> ContentPage:
    return add_page(parent, "Onder")


@pytest.fixture(autouse=True)
def _nothing_waits(parent: ContentPage, child: ContentPage) -> None:
    IndexTask.objects.all().delete()


def waiting() -> Counter[str]:
    """The titles of the pages that wait, with the number of rows; "?" for a page that is gone."""
    titles = dict(ContentPage.objects.values_list("public_id", "title"))
    rows = IndexTask.objects.filter(kind="page").values_list("public_id", flat=True)
    return Counter(titles.get(public_id, "?") for public_id in rows)


def break_outbox() -> None:
    """Make every new row fail in the database itself."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_indextask RENAME TO search_indextask_away")


# --- Which pages -----------------------------------------------------------------------------------------------------


def test_publishing_is_followed_and_saving_is_not(child: ContentPage) -> None:
    child.title = "Anders"
    child.save_revision()
    assert waiting() == {}

    child.get_latest_revision().publish()
    assert waiting() == {"Anders": 1}


def test_unpublishing_is_followed(child: ContentPage) -> None:
    child.unpublish()

    assert waiting() == {"Onder": 1}


def test_a_move_is_followed_with_everything_below_it(parent: ContentPage) -> None:
    elsewhere = add_page(home(), "Elders")
    IndexTask.objects.all().delete()

    Page.objects.get(pk=parent.pk).move(Page.objects.get(pk=elsewhere.pk), pos="last-child")

    assert waiting() == {"Boven": 1, "Onder": 1}


def test_another_address_is_followed_with_everything_below_it(
    parent: ContentPage, django_capture_on_commit_callbacks
) -> None:
    parent.slug = "hogerop"
    # Wagtail tells of a new address after the commit; what depends on it comes from the database, not the index.
    with django_capture_on_commit_callbacks(execute=True):
        parent.save_revision().publish()

    assert waiting() == {"Boven": 2, "Onder": 1}


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.GROUPS])
def test_a_restriction_is_followed_from_beginning_to_end(parent: ContentPage, kind: str) -> None:
    restriction = PageViewRestriction.objects.create(page=parent, restriction_type=kind)
    assert waiting() == {"Boven": 1, "Onder": 1}

    restriction.restriction_type = PageViewRestriction.PASSWORD
    restriction.save()
    assert waiting() == {"Boven": 2, "Onder": 2}

    restriction.delete()
    assert waiting() == {"Boven": 3, "Onder": 3}


def test_a_restriction_is_followed_to_the_aliases_of_its_page(parent: ContentPage) -> None:
    alias = add_page(home(), "Alias")
    add_page(alias, "Onder de alias")
    Page.objects.filter(pk=alias.pk).update(alias_of=parent)
    IndexTask.objects.all().delete()

    PageViewRestriction.objects.create(page=parent, restriction_type=PageViewRestriction.LOGIN)

    assert waiting() == {"Boven": 1, "Onder": 1, "Alias": 1, "Onder de alias": 1}


def test_deleting_is_followed_with_everything_below_it(parent: ContentPage, child: ContentPage) -> None:
    PageViewRestriction.objects.create(page=child, restriction_type=PageViewRestriction.LOGIN)
    IndexTask.objects.all().delete()
    gone = {parent.public_id, child.public_id}

    Page.objects.get(pk=parent.pk).specific.delete()

    assert set(IndexTask.objects.filter(kind="page").values_list("public_id", flat=True)) == gone


def test_deleting_through_the_tree_is_followed_too(parent: ContentPage, child: ContentPage) -> None:
    gone = {parent.public_id, child.public_id}

    Page.objects.filter(pk=parent.pk).delete()

    assert set(IndexTask.objects.filter(kind="page").values_list("public_id", flat=True)) == gone


def test_a_page_type_that_nobody_registered_is_of_no_concern(parent: ContentPage) -> None:
    plain = Page(title="Gewoon", slug="gewoon", live=False)
    home().add_child(instance=plain)

    plain.save_revision().publish()

    assert IndexTask.objects.count() == 0


# --- Both or neither -------------------------------------------------------------------------------------------------


@pytest.fixture
def draft() -> ContentPage:
    page = ContentPage(title="Concept", slug="concept", intro="Nog niet.", live=False)
    home().add_child(instance=page)
    page.save_revision()
    return page


def edit_form(page: ContentPage, **changes) -> dict:
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "intro": page.intro,
            "last_checked": "",
            "seo_title": "",
            "search_description": "",
            "go_live_at": "",
            "expire_at": "",
            "body": streamfield([]),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
        }
        | changes
    )


@pytest.fixture
def editor(client: Client, admin_user) -> Client:
    sign_in_as(client, admin_user)
    client.raise_request_exception = False
    return client


def test_the_publish_button_writes_page_and_row(editor: Client, draft: ContentPage) -> None:
    response = editor.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), edit_form(draft, **PUBLISH))

    draft.refresh_from_db()
    assert (response.status_code, draft.live) == (302, True)
    assert waiting() == {"Concept": 1}


PUBLISH = {"action-publish": "action-publish"}


def test_a_failing_outbox_leaves_the_page_unpublished(editor: Client, draft: ContentPage) -> None:
    break_outbox()

    response = editor.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), edit_form(draft, **PUBLISH))

    draft.refresh_from_db()
    assert (response.status_code, draft.live) == (500, False)


def test_a_failing_outbox_leaves_the_page_published(editor: Client, child: ContentPage) -> None:
    break_outbox()

    response = editor.post(reverse("wagtailadmin_pages:unpublish", args=[child.pk]))

    child.refresh_from_db()
    assert (response.status_code, child.live) == (500, True)


def test_a_failing_outbox_leaves_the_restriction_as_it_was(editor: Client, parent: ContentPage) -> None:
    break_outbox()

    response = editor.post(
        reverse("wagtailadmin_pages:set_privacy", args=[parent.pk]), {"restriction_type": "login", "password": ""}
    )

    assert response.status_code == 500
    assert PageViewRestriction.objects.count() == 0


def test_a_failing_outbox_leaves_the_page_where_it_is(editor: Client, child: ContentPage) -> None:
    elsewhere = add_page(home(), "Elders")
    break_outbox()

    response = editor.post(reverse("wagtailadmin_pages:move_confirm", args=[child.pk, elsewhere.pk]))

    assert response.status_code == 500
    assert Page.objects.get(pk=child.pk).get_parent().title == "Boven"


def test_a_failing_outbox_leaves_a_scheduled_page_unpublished(draft: ContentPage) -> None:
    draft.go_live_at = timezone.now() - dt.timedelta(hours=1)
    draft.save_revision(approved_go_live_at=draft.go_live_at)
    break_outbox()

    with pytest.raises(DatabaseError), transaction.atomic():
        publish_due()

    draft.refresh_from_db()
    assert not draft.live


def test_scheduled_publishing_and_taking_down_write_rows(draft: ContentPage, child: ContentPage) -> None:
    past = timezone.now() - dt.timedelta(hours=1)
    draft.go_live_at = past
    draft.save_revision(approved_go_live_at=past)
    ContentPage.objects.filter(pk=child.pk).update(expire_at=past)

    call_command("publish_scheduled", verbosity=0)

    assert waiting() == {"Concept": 1, "Onder": 1}


# --- The source ------------------------------------------------------------------------------------------------------


@pytest.fixture
def source() -> PageSource:
    found = sources()["page"]
    assert isinstance(found, PageSource)
    return found


def test_documents_are_the_pages_that_anybody_may_see(source: PageSource, parent: ContentPage, child) -> None:
    add_page(home(), "Apart").unpublish()
    assert {document.title for document in source.documents(None)} >= {"Boven", "Onder"}

    PageViewRestriction.objects.create(page=child, restriction_type=PageViewRestriction.LOGIN)

    titles = {document.title for document in source.documents([parent.public_id, child.public_id])}
    assert titles == {"Boven"}


def test_cards_take_the_same_number_of_queries_for_one_and_for_thirty(source: PageSource, parent: ContentPage) -> None:
    pages = [parent, *(add_page(parent, f"Blad {number}") for number in range(29))]

    def queries(public_ids: list) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert len(source.cards(ANONYMOUS, public_ids)) == len(public_ids)
        return len(captured)

    source.cards(ANONYMOUS, [parent.public_id])
    assert queries([parent.public_id]) == queries([page.public_id for page in pages]) == 2


def test_pages_of_several_types_share_a_query(parent: ContentPage) -> None:
    circles = CircleIndexPage(title="Leerkringen", slug="leerkringen", intro="Samen leren.", live=True)
    methods = MethodIndexPage(title="Methoden", slug="methoden", intro="Alle methoden.", live=True)
    hidden = ConferenceIndexPage(title="Conferentie", slug="conferentie", intro="Elk jaar.", live=True)
    for page in (circles, methods, hidden):
        home().add_child(instance=page)
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    wanted = {
        kind: page.public_id
        for kind, page in (
            ("page", parent),
            ("circle_index", circles),
            ("method_index", methods),
            ("conference_index", hidden),
        )
    }
    by_source = {sources()[kind]: [public_id, uuid.uuid4()] for kind, public_id in wanted.items()}
    page_cards(ANONYMOUS, by_source)

    with CaptureQueriesContext(connection) as captured:
        found = page_cards(ANONYMOUS, by_source)

    titles = {source.kind: [(card.title, card.url) for card in cards.values()] for source, cards in found.items()}
    assert titles == {
        "page": [("Boven", "/boven/")],
        "circle_index": [("Leerkringen", "/leerkringen/")],
        "method_index": [("Methoden", "/methoden/")],
        "conference_index": [],
    }
    # The pages, and where the site begins.
    assert len(captured) == 2


class _StrictPages(ListedPageQuerySet):
    """A rule of its own, stricter than that of every page."""

    def visible_to(self, viewer: Viewer) -> "_StrictPages":
        return super().visible_to(viewer).filter(title__startswith="Open")


class _Strict:
    objects = _StrictPages(ContentPage)


def test_a_page_type_with_a_rule_of_its_own_is_asked_by_that_rule(source: PageSource, parent: ContentPage) -> None:
    strict = PageSource("strict", "Streng", _Strict, document=source.document, card=source.card)
    opened = add_page(home(), "Open")

    found = page_cards(ANONYMOUS, {source: [parent.public_id], strict: [parent.public_id, opened.public_id]})

    assert list(found[source]) == [parent.public_id]
    assert list(found[strict]) == [opened.public_id]


def test_no_pages_take_no_queries() -> None:
    with CaptureQueriesContext(connection) as captured:
        assert page_cards(ANONYMOUS, {}) == {}
    assert len(captured) == 0
