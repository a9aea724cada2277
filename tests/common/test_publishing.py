"""Scheduled publishing: due objects change, each in a transaction of its own."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published

from circles.models import CircleIndexPage
from common.publishing import has_due, publish_due
from events.models import ConferenceIndexPage

pytestmark = pytest.mark.django_db

PAST = timezone.now() - dt.timedelta(hours=1)
FUTURE = timezone.now() + dt.timedelta(hours=1)


def schedule(page_type: type, slug: str, when: dt.datetime) -> Page:
    """A draft that an editor has approved for later."""
    page = page_type(title=slug, slug=slug, intro="Inleiding", live=False)
    Page.get_first_root_node().add_child(instance=page)
    page.go_live_at = when
    page.save_revision(approved_go_live_at=when)
    return page


def test_a_due_draft_goes_live_and_a_later_one_stays() -> None:
    due, later = schedule(CircleIndexPage, "nu", PAST), schedule(ConferenceIndexPage, "straks", FUTURE)

    assert has_due()
    assert publish_due() == 1
    assert Page.objects.get(pk=due.pk).live
    assert not Page.objects.get(pk=later.pk).live
    assert not has_due()


def test_an_expired_page_is_taken_down() -> None:
    page = CircleIndexPage(title="Oud", slug="oud", intro="Inleiding", expire_at=PAST)
    Page.get_first_root_node().add_child(instance=page)

    out = StringIO()
    call_command("publish_scheduled", stdout=out)

    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)
    assert "1 object" in out.getvalue()


def test_a_dry_run_changes_nothing() -> None:
    page = CircleIndexPage(title="Oud", slug="oud", intro="Inleiding", expire_at=PAST)
    Page.get_first_root_node().add_child(instance=page)

    call_command("publish_scheduled", dryrun=True, stdout=StringIO())

    page.refresh_from_db()
    assert page.live


def test_each_object_is_published_in_a_transaction() -> None:
    depth: list[int] = []
    outside = len(transaction.get_connection().savepoint_ids)

    def remember(**kwargs: object) -> None:
        depth.append(len(transaction.get_connection().savepoint_ids) - outside)

    schedule(CircleIndexPage, "nu", PAST)
    page_published.connect(remember)
    try:
        publish_due()
    finally:
        page_published.disconnect(remember)

    assert depth
    assert min(depth) >= 1
