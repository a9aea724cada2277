"""Pages on top of questions: which questions, which days, who decides, and never more than may be seen."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from common.access import Role
from search.editorial.promoted import MAX_PROMOTED, Promoted, promoted_for, question_key
from search.indexing import drain, rebuild
from search.models import Promotion
from search.query import parse
from tests.search.people import sign_in
from tests.search.site import Trace, add_page, home

TODAY = dt.date(2026, 11, 24)


# --- Which question, which day ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("polarisatie scholen", True),
        ("Scholen polarisatie", True),
        ("polarisatie op school ", True),
        ("de POLARISATIE op “school”", True),
        ("polarisatie", False),
        ("polarisatie school wijk", False),
        ("polarisatie school -wijk", False),
        ("polarisatie school*", False),
        ("", False),
        ("op de", False),
    ],
)
def test_a_question_is_compared_as_it_is_analysed(text: str, same: bool) -> None:
    known = [Promoted("page:1", frozenset({question_key(parse("polarisatie op school"))}))]

    assert promoted_for(parse(text), known, today=TODAY) == (("page:1",) if same else ())


def test_days_are_inclusive() -> None:
    key = frozenset({question_key(parse("rel"))})
    week = Promoted("page:1", key, TODAY, TODAY + dt.timedelta(days=6))

    def shown(days: int) -> bool:
        return bool(promoted_for(parse("rellen"), [week], today=TODAY + dt.timedelta(days=days)))

    assert [shown(days) for days in (-1, 0, 6, 7)] == [False, True, True, False]


def test_a_page_comes_once_and_never_more_than_a_few() -> None:
    key = frozenset({question_key(parse("rel"))})
    known = [Promoted(f"page:{number}", key) for number in (1, 1, 2, 3, 4)]

    assert promoted_for(parse("rel"), known, today=TODAY) == ("page:1", "page:2", "page:3")


# --- Results ---------------------------------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


@pytest.fixture
def kersen() -> Page:
    page = add_page(home(), "Kersen")
    add_page(home(), "Mirabellen in de tuin")
    add_page(home(), "Mirabellen in de pan")
    rebuild()
    drain()
    Promotion.objects.create(page=page, questions="mirabel kopen\nmirabellen")
    return page


def cards(client: Client, text: str, **query: str) -> list[tuple[str, str]]:
    found = client.get("/zoeken/", {"q": text, **query}).context["list"].cards
    return [(str(card.title).replace("<mark>", "").replace("</mark>", ""), card.badge) for card in found]


def test_a_promoted_page_is_first_marked_and_counted_once(client: Client, kersen: Page) -> None:
    html = client.get("/zoeken/", {"q": "mirabel"}).content.decode()

    assert cards(client, "de mirabel")[0] == ("Kersen", "Uitgelicht")
    assert [badge for _title, badge in cards(client, "mirabel")] == ["Uitgelicht", "", ""]
    assert (Trace(client, "mirabel").total, Trace(client, "mirabel").counts) == (3, {"soort:page": 3})
    assert '<span class="kp-badge kp-badge--info">Uitgelicht</span>' in html


def test_a_page_that_is_found_anyway_is_not_there_twice(client: Client, kersen: Page) -> None:
    Promotion.objects.all().delete()
    Promotion.objects.create(page=Page.objects.get(title="Mirabellen in de pan"), questions="mirabellen")

    assert cards(client, "mirabellen") == [("Mirabellen in de pan", "Uitgelicht"), ("Mirabellen in de tuin", "")]


def test_other_questions_are_left_alone(client: Client, kersen: Page) -> None:
    assert [title for title, _badge in cards(client, "mirabellen tuin")][:1] == ["Mirabellen in de tuin"]
    assert cards(client, "kersen") == [("Kersen", "")]


def restrict(page: Page, kind: str) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=kind)


def delete(page: Page) -> None:
    Page.objects.get(pk=page.pk).delete()


HIDE: dict[str, Callable[[Page], object]] = {
    "unpublished": lambda page: page.unpublish(),
    "for accounts": lambda page: restrict(page, PageViewRestriction.LOGIN),
    "for groups": lambda page: restrict(page, PageViewRestriction.GROUPS),
    "deleted": delete,
}


@pytest.mark.parametrize("how", HIDE)
@pytest.mark.parametrize("role", [None, Role.EDITOR, Role.ADMINISTRATOR])
def test_a_hidden_page_is_not_there_nor_counted(client: Client, kersen: Page, how: str, role: Role | None) -> None:
    if role:
        sign_in(client, role)
    HIDE[how](kersen)

    with_stopped_worker = Trace(client, "mirabel")
    drain()

    for trace in (with_stopped_worker, Trace(client, "mirabel")):
        assert trace.titles == ["Mirabellen in de pan", "Mirabellen in de tuin"]
        assert (trace.total, trace.counts) == (2, {"soort:page": 2})
        assert "Kersen" not in trace.html
        assert "Uitgelicht" not in trace.html


def test_days_that_are_not_now_show_nothing(client: Client, kersen: Page) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    promotion = Promotion.objects.get()
    promotion.starts_on = tomorrow
    promotion.save()

    assert Trace(client, "mirabel").total == 2
    assert promotion.state == "Later"


# --- The CMS ---------------------------------------------------------------------------------------------------------


def problems(**fields: Any) -> list[str]:
    promotion = Promotion(**({"page": home(), "questions": "rel"} | fields))
    with pytest.raises(ValidationError) as refused:
        promotion.full_clean()
    return [message for messages in refused.value.message_dict.values() for message in messages]


def test_what_nobody_can_ask_is_refused_in_words() -> None:
    long = "ab " * 80
    reason = "kan geen zoekvraag zijn. Gebruik gewone woorden, zonder sterretje of minteken ervoor."

    assert problems(questions=" \n ") == ["Vul minstens één zoekvraag in."]
    assert problems(questions="op de") == [f"‘op de’ {reason}"]
    assert problems(questions="rel*") == [f"‘rel*’ {reason}"]
    assert problems(questions="rel\nrellen") == [
        "‘rel’ en ‘rellen’ zijn voor de zoekmachine hetzelfde. Laat er één staan."
    ]
    assert problems(questions=long) == [f"‘{long.strip()[:60]}…’ is te lang. Gebruik hoogstens 200 tekens."]
    assert problems(questions="\n".join(map(str, range(31)))) == ["Vul hoogstens 30 zoekvragen in."]
    assert problems(starts_on=TODAY, ends_on=TODAY - dt.timedelta(days=1)) == ["De laatste dag ligt voor de eerste."]


def test_a_question_has_room_for_a_few_pages_and_for_each_once() -> None:
    pages = [add_page(home(), f"Pagina {number}") for number in range(MAX_PROMOTED + 1)]
    for page in pages[:MAX_PROMOTED]:
        promotion = Promotion(page=page, questions="rel")
        promotion.full_clean()
        promotion.save()

    assert problems(page=pages[0], questions="rellen") == ["Deze pagina staat al bij ‘rellen’."]
    assert problems(page=pages[-1], questions="rellen") == [
        "Bij ‘rellen’ staan al 3 pagina’s. Meer verdringt de resultaten."
    ]
    # What is over leaves room.
    Promotion.objects.filter(page=pages[0]).update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    Promotion(page=pages[-1], questions="rellen").full_clean()


def test_an_editor_puts_a_page_on_top(client: Client, kersen: Page) -> None:
    sign_in(client, Role.EDITOR)
    Promotion.objects.all().delete()
    url = reverse("wagtailsnippets_search_promotion:add")

    client.post(url, {"page": str(kersen.pk), "questions": "fruit\n", "starts_on": "", "ends_on": "", "reason": ""})

    assert cards(client, "fruit") == [("Kersen", "Uitgelicht")]
    listed = client.get(reverse("wagtailsnippets_search_promotion:list")).content.decode()
    assert "Kersen" in listed
    assert "Nu" in listed


def test_a_page_that_search_does_not_know_is_refused(client: Client, kersen: Page) -> None:
    sign_in(client, Role.EDITOR)
    unknown = Page.objects.get(depth=1).add_child(instance=Page(title="Kaal", slug="kaal"))

    html = client.post(
        reverse("wagtailsnippets_search_promotion:add"), {"page": str(unknown.pk), "questions": "fruit"}
    ).content.decode()

    assert "De zoekmachine kent dit soort pagina’s niet." in html
    assert Promotion.objects.count() == 1
