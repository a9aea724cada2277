"""What editors put on the site comes back in their calendars when it is time to look again."""

import datetime as dt

import pytest

from accounts.models import User
from common.access import Role, Viewer
from common.calendars.registry import window_around
from knowledge.calendars import reviews
from knowledge.models import MethodIndexPage, MethodPage
from tests.accounts.helpers import make_account
from tests.knowledge.factories import make_method

DAY = dt.date(2026, 11, 24)
WINDOW = window_around(DAY)


@pytest.fixture
def editor(db: None) -> User:
    return make_account("redacteur@example.org", Role.EDITOR)


def test_a_review_is_a_day_in_the_calendar_of_who_put_it_there(index: MethodIndexPage, editor: User) -> None:
    method = make_method(index, title="Wijktafel", review_on=DAY, owner=editor)
    make_method(index, title="Van niemand", review_on=DAY)
    make_method(index, title="Zonder dag", owner=editor)
    make_method(index, title="Ver weg", review_on=dt.date(2031, 1, 1), owner=editor)
    viewer = Viewer(user_id=editor.pk)

    (found,) = reviews(viewer, WINDOW)

    assert (found.title, found.starts, found.ends) == ("Opnieuw bekijken: Wijktafel", DAY, DAY)
    assert found.url.endswith(f"/beheer/pages/{method.pk}/edit/")
    assert list(reviews(Viewer(user_id=make_account("a@example.org", Role.EDITOR).pk), WINDOW)) == []


def test_who_edits_no_more_and_what_is_not_public_are_left_out(index: MethodIndexPage, editor: User) -> None:
    make_method(index, title="Wijktafel", review_on=DAY, owner=editor)
    viewer = Viewer(user_id=editor.pk)

    MethodPage.objects.update(live=False)
    assert list(reviews(viewer, WINDOW)) == []
    MethodPage.objects.update(live=True)
    assert len(list(reviews(viewer, WINDOW))) == 1
    editor.groups.clear()
    assert list(reviews(viewer, WINDOW)) == []
