"""Finding circles: the page of each, the overview with its filters, and search."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from circles import services
from circles.eligibility import Standing, eligibility
from circles.enums import CircleRole, CircleStatus, Joining, Place, Region, Visibility
from circles.models import Circle, CircleIndexPage, CirclePage
from common.access import ANONYMOUS
from knowledge.enums import Scheme
from search.registry import sources
from tests.circles.factories import ask, bring_in, facilitator_of, make_circle, make_person
from tests.knowledge.factories import make_concept

pytestmark = pytest.mark.django_db


def titles(client: Client, query: str = "") -> set[str]:
    return {card.title for card in client.get(f"/leerkringen/{query}").context["overview"].cards}


def numbers(client: Client, facet: str) -> dict[str, int]:
    groups = client.get("/leerkringen/").context["overview"].groups
    return {option.label: option.count for group in groups if group.name == facet for option in group.options}


def test_a_circle_has_a_page_as_long_as_it_can_be_found(client: Client, index: CircleIndexPage) -> None:
    draft = make_circle(status=CircleStatus.DRAFT, title="Jongeren online")
    leader = facilitator_of(draft)
    assert not CirclePage.objects.exists()

    services.publish_circle(circle=draft, actor=leader)
    page = CirclePage.objects.get()
    assert (page.get_url(), page.public_id) == ("/leerkringen/jongeren-online/", draft.public_id)
    assert client.get(f"/id/{draft.public_id}").headers["Location"] == page.get_url()
    assert client.get(page.get_url()).status_code == 200

    hidden = {"visibility": Visibility.HIDDEN, "joining": Joining.INVITATION}
    services.change_circle(circle=draft, actor=leader, **hidden)
    assert client.get(page.get_url()).status_code == 404
    assert titles(client) == set()

    services.change_circle(circle=draft, actor=leader, visibility=Visibility.OPEN, title="Jongeren en beeld")
    page.refresh_from_db()
    assert (page.live, page.title, page.get_url()) == (True, "Jongeren en beeld", "/leerkringen/jongeren-online/")


def test_an_old_draft_of_an_editor_brings_no_old_name_back(index: CircleIndexPage) -> None:
    circle = make_circle(title="Oude naam")
    page = CirclePage.objects.get()
    page.body = "<p>Van de redactie.</p>"
    draft = page.save_revision()
    services.change_circle(circle=circle, actor=facilitator_of(circle), title="Nieuwe naam")

    draft.publish()

    page.refresh_from_db()
    assert (page.title, page.body) == ("Nieuwe naam", "<p>Van de redactie.</p>")


@pytest.mark.parametrize(("visibility", "is_told"), [(Visibility.OPEN, True), (Visibility.CLOSED, False)])
def test_only_an_open_circle_tells_anybody_who_and_when(
    client: Client, index: CircleIndexPage, visibility: Visibility, is_told: bool
) -> None:
    make_circle(visibility=visibility, starts_on=dt.date(2027, 3, 1))

    html = client.get(CirclePage.objects.get().get_url()).content.decode()

    assert ("Begeleider Voorbeeld" in html, "1 maart 2027" in html) == (is_told, is_told)
    assert "Wat hier wordt gezegd, blijft hier." in html
    assert "11 plekken vrij" in html


def test_the_facets_count_and_narrow(client: Client, index: CircleIndexPage) -> None:
    theme = make_concept(Scheme.THEME, "polarisatie")
    soon = timezone.localdate() + dt.timedelta(weeks=2)
    full = make_circle(title="Vol", max_members=3, region=Region.UTRECHT, meets=Place.ON_SITE, themes=[theme])
    bring_in(full), bring_in(full)
    make_circle(title="Ruim", joining=Joining.REQUEST, starts_on=soon, themes=[theme])
    make_circle(title="Dicht", joining=Joining.INVITATION, visibility=Visibility.CLOSED)
    make_circle(title="Verborgen", visibility=Visibility.HIDDEN)
    make_circle(title="Concept", status=CircleStatus.DRAFT)
    make_circle(title="Archief", status=CircleStatus.ARCHIVED)

    assert titles(client) == {"Vol", "Ruim", "Dicht"}
    assert numbers(client, "thema") == {"Polarisatie": 2}
    assert numbers(client, "regio") == {"Landelijk": 2, "Utrecht": 1}
    assert numbers(client, "meedoen") == {"Vrij": 1, "Op aanvraag": 1, "Alleen op uitnodiging": 1}
    assert numbers(client, "waar") == {"Online": 2, "Op locatie": 1}
    assert numbers(client, "plek") == {"Vrije plekken": 2}
    assert numbers(client, "begint") == {"Binnen zes weken": 1}
    assert titles(client, "?thema=polarisatie&plek=vrij") == {"Ruim"}
    assert titles(client, "?regio=utrecht") == {"Vol"}
    assert titles(client, "?begint=binnenkort") == {"Ruim"}


def test_many_circles_take_as_many_queries_as_one(client: Client, index: CircleIndexPage) -> None:
    theme = make_concept(Scheme.THEME, "polarisatie")

    def asked(path: str = "/leerkringen/") -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    make_circle(themes=[theme])
    asked()
    few = asked()
    for _number in range(5):
        make_circle(themes=[theme])

    assert asked() == few <= 15
    assert asked(CirclePage.objects.first().get_url()) <= 15


def test_search_holds_what_anybody_may_know(index: CircleIndexPage) -> None:
    theme = make_concept(Scheme.THEME, "polarisatie", alternative_labels="verdeeldheid")
    circle = make_circle(
        title="Kwartels", confidentiality="Geheimpje", join_questions="Vraagje?", themes=[theme], place="Voorbeeldstad"
    )
    make_circle(visibility=Visibility.HIDDEN)
    make_circle(status=CircleStatus.DRAFT)
    source = sources()["circle"]

    (document,) = source.documents(None)

    assert (document.title, document.summary) == ("Kwartels", circle.question)
    assert document.facets == {"thema": ("polarisatie",)}
    assert "verdeeldheid" in document.keywords
    assert "Geheimpje" not in document.body
    card = source.cards(ANONYMOUS, [circle.public_id])[circle.public_id]
    assert card.url == "/leerkringen/kwartels/"
    assert "11 plekken vrij" in card.meta


def test_what_somebody_can_do_next_is_one_answer() -> None:
    on_request = make_circle(joining=Joining.REQUEST)
    full = make_circle(max_members=3)
    bring_in(full), bring_in(full)
    waiting, guest, gone = bring_in(full), bring_in(full, role=CircleRole.GUEST), bring_in(on_request)
    services.remove_member(membership=gone, actor=facilitator_of(on_request))
    asked = ask(on_request)
    someone = make_person()

    def standing(circle: Circle, person: Any) -> tuple[Standing, bool]:
        found = eligibility(circle, person)
        return found.standing, found.allowed

    assert standing(make_circle(), someone) == (Standing.JOIN, True)
    assert standing(full, someone) == (Standing.FULL, True)
    assert standing(on_request, someone) == (Standing.REQUEST, True)
    assert standing(make_circle(joining=Joining.INVITATION), someone) == (Standing.INVITATION, False)
    assert standing(make_circle(status=CircleStatus.CLOSED), someone) == (Standing.NOT_OPEN, False)
    assert standing(full, waiting.person) == (Standing.WAITING, False)
    assert standing(full, guest.person) == (Standing.MEMBER, False)
    assert standing(on_request, gone.person) == (Standing.REMOVED, False)
    assert standing(on_request, asked.membership.person) == (Standing.REQUESTED, False)
    services.ask_applicant(request=asked, actor=facilitator_of(on_request), question="Waar?")
    assert standing(on_request, asked.membership.person) == (Standing.ASKED, False)
    services.change_circle(circle=full, actor=facilitator_of(full), max_members=4)
    assert standing(full, waiting.person) == (Standing.OFFERED, False)


def test_the_circle_that_begins_first_stands_first(client: Client, index: CircleIndexPage) -> None:
    today = timezone.localdate()
    for title, days in (("Later", 60), ("Eerder", 20), ("Straks", 40)):
        make_circle(title=title, starts_on=today + dt.timedelta(days=days))
    make_circle(title="Ooit")

    page = client.get("/leerkringen/").content.decode()

    order = sorted(("Later", "Eerder", "Straks", "Ooit"), key=lambda title: page.index(f">{title}</a>"))
    assert order == ["Eerder", "Straks", "Later", "Ooit"]
