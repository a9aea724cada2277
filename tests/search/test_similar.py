"""What is like a record: what editors named first, then what its words find, and nothing that is hidden."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags
from wagtail.models import Page, PageViewRestriction

from common.access import Role
from knowledge.models import MethodPage
from knowledge.services import load_sample
from search.dutch.vocabulary import Vocabulary
from search.indexing import drain, rebuild
from search.registry import register_related
from search.similar import MAX_TERMS, about
from tests.search.people import sign_in
from tests.search.shelf import Shelf
from tests.search.site import add_page, home


def test_a_text_is_about_what_is_often_here_and_seldom_elsewhere() -> None:
    vocabulary = Vocabulary({"de": 90, "gemeente": 80, "vuurwerk": 4, "jaarwisseling": 3, "uniek": 1, "buurt": 30})

    asked = about("Vuurwerk", "De gemeente en vuurwerk bij de jaarwisseling, uniek in de buurt.", vocabulary)

    weights = {concept.word: concept.alternatives[0].weight for concept in asked.analysed.concepts}
    assert list(weights) == ["vuurwerk", "jaarwisseling", "buurt", "gemeente"]
    assert weights["vuurwerk"] == 1.0
    assert 1 > weights["jaarwisseling"] > weights["buurt"] > weights["gemeente"] > 0


def test_a_text_asks_for_a_few_words_at_most_or_for_none() -> None:
    words = [f"woord{number}" for number in range(100)]

    assert len(about("", " ".join(words), Vocabulary(dict.fromkeys(words, 5))).analysed.concepts) == MAX_TERMS
    assert about("De", "het een", Vocabulary({})).is_empty


@pytest.fixture
def books(shelf: Shelf) -> dict[str, uuid.UUID]:
    found = {
        "here": shelf.add("Vuurwerk in de wijk", "Jongeren en vuurwerk rond de jaarwisseling."),
        "like": shelf.add("De jaarwisseling", "Overlast van vuurwerk en jongeren."),
        "less": shelf.add("Jongeren op het plein", "Over hangplekken."),
        "other": shelf.add("Iets anders", "Belastingen."),
    }
    rebuild()
    drain()
    return found


def similar(client: Client, public_id: uuid.UUID) -> tuple[list[str], list[str]]:
    context = client.get(f"/zoeken/vergelijkbaar/book/{public_id}/").context
    return [card.title for card in context["related"]], [card.title for card in context["found"]]


def test_what_shares_rare_words_comes_first_and_never_itself(client: Client, books: dict[str, uuid.UUID]) -> None:
    assert similar(client, books["here"]) == ([], ["De jaarwisseling", "Jongeren op het plein"])


def test_what_editors_named_comes_first_and_once(client: Client, books: dict[str, uuid.UUID]) -> None:
    register_related("book", lambda viewer, public_id: [books["other"], books["like"], uuid.uuid4()])

    assert similar(client, books["here"]) == (["Iets anders", "De jaarwisseling"], ["Jongeren op het plein"])


def test_nothing_like_it_offers_a_way_on(client: Client, books: dict[str, uuid.UUID]) -> None:
    html = client.get(f"/zoeken/vergelijkbaar/book/{books['other']}/").content.decode()

    assert "Wij vonden niets dat hierop lijkt." in html
    assert 'href="/methoden/"' in html


def test_a_record_that_waits_is_compared_by_editors_only(client: Client, shelf: Shelf, books: dict[str, Any]) -> None:
    shelf.change(books["here"], title="Belastingen")

    assert similar(client, books["here"]) == ([], [])


@pytest.mark.parametrize("address", ["book/00000000-0000-4000-8000-000000000000", "onzin/{here}"])
def test_what_is_not_there_is_like_nothing(client: Client, books: dict[str, uuid.UUID], address: str) -> None:
    assert client.get(f"/zoeken/vergelijkbaar/{address.format(**books)}/").status_code == 404


def test_a_kind_that_nobody_registered_is_no_page_with_or_without_an_index(client: Client, shelf: Shelf) -> None:
    public_id = shelf.add("Boek")

    assert client.get(f"/zoeken/vergelijkbaar/onzin/{public_id}/").status_code == 404


def test_without_an_index_a_plain_page_helps_on(client: Client, shelf: Shelf, caplog: Any) -> None:
    public_id = shelf.add("Boek")

    response = client.get(f"/zoeken/vergelijkbaar/book/{public_id}/")

    assert (response.status_code, "Zoeken lukt nu niet" in response.content.decode()) == (503, True)


# --- Nothing that may not be seen ------------------------------------------------------------------------------------


def restrict(page: Page, kind: str) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=kind)


HIDE: dict[str, Callable[[Page], object]] = {
    "unpublished": lambda page: page.unpublish(),
    "for accounts": lambda page: restrict(page, PageViewRestriction.LOGIN),
    "for groups": lambda page: restrict(page, PageViewRestriction.GROUPS),
    "deleted": lambda page: Page.objects.get(pk=page.pk).delete(),
}


@pytest.mark.django_db
@pytest.mark.parametrize("how", HIDE)
@pytest.mark.parametrize("role", [None, *Role])
def test_what_is_hidden_is_like_nothing(client: Client, how: str, role: Role | None) -> None:
    here, gone = add_page(home(), "Mirabellen in de tuin"), add_page(home(), "Mirabellen in de pan")
    rebuild()
    drain()
    if role:
        sign_in(client, role)
    address = "/zoeken/vergelijkbaar/page/{}/"
    assert "in de pan" in client.get(address.format(here.public_id)).content.decode()

    HIDE[how](gone)

    with_stopped_worker = client.get(address.format(here.public_id)).content.decode()
    drain()
    for html in (with_stopped_worker, client.get(address.format(here.public_id)).content.decode()):
        assert "in de pan" not in html
    assert client.get(address.format(gone.public_id)).status_code == 404


@pytest.mark.django_db
def test_a_method_shows_its_relations_first_in_few_queries(client: Client) -> None:
    load_sample(home())
    rebuild()
    drain()
    method = MethodPage.objects.live().filter(relations__isnull=False).first()
    assert method is not None
    address = f"/zoeken/vergelijkbaar/method/{method.public_id}/"
    assert f'href="{address}"' in client.get(method.get_url()).content.decode()

    with CaptureQueriesContext(connection) as captured:
        context = client.get(address).context

    named = {strip_tags(card.title) for card in context["related"]}
    assert {relation.related.title for relation in method.relations.all()} <= named
    assert named.isdisjoint(strip_tags(card.title) for card in context["found"])
    assert len(context["found"]) == 10
    assert len(captured) <= 15, [query["sql"][:150] for query in captured]
