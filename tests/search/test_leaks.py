"""A page that may not be seen is in no result, count, facet or suggestion.

Also directly after the change, with the worker stopped: nothing in these tests runs a drain before it looks.
"""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Page, PageViewRestriction

from knowledge.models import MethodPage
from knowledge.services import load_sample
from search.indexing import drain, rebuild
from search.models import IndexTask
from tests.accounts.helpers import sign_in_as
from tests.search.site import Trace, add_page, home

pytestmark = pytest.mark.django_db


class Branch:
    """Two pages about mirabellen, one below the other, and one that has nothing to do with it."""

    def __init__(self) -> None:
        self.parent = add_page(home(), "Mirabellen in de tuin")
        self.child = add_page(self.parent, "Mirabellen in de pan")
        self.other = add_page(home(), "Kersen")
        rebuild()
        drain()


@pytest.fixture
def branch() -> Branch:
    return Branch()


def restrict(page: Page, kind: str = PageViewRestriction.LOGIN) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=kind)


def move_below_restricted(branch: Branch) -> None:
    hidden = add_page(home(), "Besloten")
    restrict(hidden)
    branch.parent.refresh_from_db()
    branch.parent.move(hidden, pos="last-child")


def delete(branch: Branch) -> None:
    branch.parent.refresh_from_db()
    branch.parent.delete()


HIDE_BOTH: dict[str, Callable[[Branch], object]] = {
    "login": lambda branch: restrict(branch.parent),
    "groups": lambda branch: restrict(branch.parent, PageViewRestriction.GROUPS),
    "password": lambda branch: restrict(branch.parent, PageViewRestriction.PASSWORD),
    "above": lambda branch: restrict(home()),
    "moved below a restriction": move_below_restricted,
    "deleted": delete,
    "unpublished with what is below it": lambda branch: [page.unpublish() for page in (branch.parent, branch.child)],
}


def test_public_pages_are_found_counted_and_suggested(client: Client, branch: Branch) -> None:
    trace = Trace(client, "mirabellen")

    assert trace.titles == ["Mirabellen in de pan", "Mirabellen in de tuin"]
    assert (trace.total, trace.counts) == (2, {"soort:page": 2})
    assert trace.suggestions == ["Mirabellen in de pan", "Mirabellen in de tuin"]


MEANT = {
    "mirabelln": "Wij vonden niets met “mirabelln”. Wij zochten daarom naar “mirabellen”.",
    "mira bellen": "Wij zochten ook naar “mirabellen”.",
}


@pytest.mark.parametrize("text", MEANT)
def test_public_pages_are_found_by_what_was_meant(client: Client, branch: Branch, text: str) -> None:
    trace = Trace(client, text)

    assert trace.titles == ["Mirabellen in de pan", "Mirabellen in de tuin"]
    assert trace.notices == (MEANT[text],)


@pytest.mark.parametrize("text", MEANT)
@pytest.mark.parametrize("how", HIDE_BOTH)
def test_what_is_hidden_is_not_told_as_what_was_meant(client: Client, branch: Branch, how: str, text: str) -> None:
    HIDE_BOTH[how](branch)

    with_stopped_worker = Trace(client, text)
    drain()
    after = Trace(client, text)

    for trace in (with_stopped_worker, after):
        assert (trace.titles, trace.total, trace.counts, trace.notices) == ([], 0, {}, ())
        assert "mirabellen" not in trace.html.lower().replace(text, "")


@pytest.mark.parametrize("how", HIDE_BOTH)
def test_what_is_hidden_leaves_no_trace_with_the_worker_stopped(client: Client, branch: Branch, how: str) -> None:
    HIDE_BOTH[how](branch)

    trace = Trace(client, "mirabellen")
    assert (trace.titles, trace.total, trace.counts, trace.suggestions) == ([], 0, {}, [])
    assert "in de tuin" not in trace.html
    assert "in de pan" not in trace.html
    # Nor after the worker has been there.
    drain()
    assert Trace(client, "mirabellen") == trace
    assert IndexTask.objects.count() == 0


@pytest.mark.parametrize("how", HIDE_BOTH)
def test_nor_does_it_for_somebody_who_signed_in(client: Client, branch: Branch, admin_user, how: str) -> None:
    sign_in_as(client, admin_user)
    HIDE_BOTH[how](branch)

    trace = Trace(client, "mirabellen")

    assert (trace.titles, trace.total, trace.counts, trace.suggestions) == ([], 0, {}, [])


def test_unpublishing_one_page_leaves_the_other(client: Client, branch: Branch) -> None:
    branch.child.unpublish()

    trace = Trace(client, "mirabellen")

    assert trace.titles == ["Mirabellen in de tuin"]
    assert (trace.total, trace.counts, trace.suggestions) == (1, {"soort:page": 1}, ["Mirabellen in de tuin"])


def test_a_change_that_takes_words_away_takes_them_out_of_passages(client: Client, branch: Branch) -> None:
    branch.child.intro = "Niets bijzonders."
    branch.child.title = "In de pan"
    branch.child.save_revision().publish()

    trace = Trace(client, "mirabellen")

    assert trace.titles == ["Mirabellen in de tuin"]
    drain()
    assert Trace(client, "mirabellen").total == 1


def test_a_draft_is_never_found(client: Client, branch: Branch) -> None:
    branch.other.title = "Mirabellen tegen kersen"
    branch.other.save_revision()
    drain()

    assert Trace(client, "mirabellen").total == 2
    assert Trace(client, "kersen").titles == ["Kersen"]


def test_a_restriction_that_goes_brings_the_pages_back(client: Client, branch: Branch) -> None:
    restriction = restrict(branch.parent)
    drain()
    assert Trace(client, "mirabellen").total == 0

    restriction.delete()
    drain()

    assert Trace(client, "mirabellen").total == 2


def test_a_move_out_of_a_restriction_brings_the_pages_back(client: Client, branch: Branch) -> None:
    move_below_restricted(branch)
    drain()
    assert Trace(client, "mirabellen").total == 0

    Page.objects.get(pk=branch.parent.pk).move(home(), pos="last-child")
    drain()

    assert Trace(client, "mirabellen").total == 2


def test_a_copy_has_a_place_of_its_own(client: Client, branch: Branch) -> None:
    CopyPageAction(branch.child, to=home(), update_attrs={"slug": "kopie", "title": "Mirabellen gekopieerd"}).execute()
    drain()

    assert Trace(client, "gekopieerd").titles == ["Mirabellen gekopieerd"]
    assert Trace(client, "mirabellen").total == 3


def test_a_method_leaves_its_themes_and_phase_with_it(client: Client) -> None:
    load_sample(home())
    rebuild()
    drain()
    method = MethodPage.objects.live().first()
    assert method is not None
    before = Trace(client, method.title)
    assert any(key.startswith("thema:") for key in before.counts)

    restrict(method)

    after = Trace(client, method.title)
    # What hangs on a method, and names it, goes with it.
    records = method.evaluations.count() + method.usecases.count()
    assert after.total == before.total - 1 - records
    assert after.counts["soort:method"] == before.counts["soort:method"] - 1
    gone = {key: before.counts[key] - after.counts.get(key, 0) for key in before.counts}
    expected = {f"thema:{concept.notation}" for concept in method.themes.all()}
    assert {key for key, difference in gone.items() if difference > 0 and key.startswith("thema:")} >= expected
    assert method.title not in after.suggestions
    assert method.title not in after.titles
