"""Other methods on a method page: related, older and newer ones."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from knowledge.enums import RelationKind, Scheme
from knowledge.models import MethodIndexPage, MethodMaterial, MethodPage, MethodRelation
from knowledge.relations import relation_errors
from tests.knowledge.factories import make_concept, make_method
from tests.knowledge.method_pages import html, profile, relate

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "here", "there"),
    [
        ("verwant", "Lijkt op", "Lijkt op"),
        ("variant", "Is een variant van", "Heeft als variant"),
        ("vervangt", "Vervangt", "Vervangen door"),
    ],
)
def test_a_relation_is_told_on_both_pages(
    client: Client, index: MethodIndexPage, kind: str, here: str, there: str
) -> None:
    first, second = make_method(index, title="Eerste"), make_method(index, title="Tweede")
    relate(first, second, kind)

    assert {relation: [card.title for card in cards] for relation, cards in profile(first).related.items()} == {
        here: ["Tweede"]
    }
    assert {relation: [card.title for card in cards] for relation, cards in profile(second).related.items()} == {
        there: ["Eerste"]
    }
    assert ("Deze methode is vervangen" in html(client, second)) == (kind == "vervangt")
    assert "Deze methode is vervangen" not in html(client, first)


def test_who_is_replaced_is_sent_on_whatever_it_says_itself(client: Client, index: MethodIndexPage) -> None:
    old, new = make_method(index, title="Oud"), make_method(index, title="Nieuw <b>", slug="nieuw")
    relate(old, new, "verwant")
    relate(new, old, "vervangt")

    page = html(client, old)

    assert list(profile(old).related) == ["Vervangen door"]
    assert list(profile(new).related) == ["Vervangt"]
    assert 'Gebruik voortaan <a href="/methoden/nieuw/">Nieuw &lt;b&gt;</a>.' in page


def test_related_methods_come_before_those_with_the_same_theme(index: MethodIndexPage) -> None:
    theme = make_concept(Scheme.THEME, "onrust")
    method = make_method(index, title="Zelf", themes=[theme])
    for title in ("Aap", "Beer", "Cavia", "Das"):
        make_method(index, title=title, themes=[theme])
    relate(method, make_method(index, title="Zebra"), "verwant")
    relate(method, MethodPage.objects.get(title="Beer"), "variant")

    found = profile(method)

    assert {relation: [card.title for card in cards] for relation, cards in found.related.items()} == {
        "Is een variant van": ["Beer"],
        "Lijkt op": ["Zebra"],
    }
    assert [card.title for card in found.neighbours] == ["Aap", "Cavia", "Das"]


@pytest.mark.parametrize("hidden", ["draft", "restricted"])
def test_what_may_not_be_listed_is_not_related(client: Client, index: MethodIndexPage, hidden: str) -> None:
    method, secret = make_method(index), make_method(index, title="Geheim", live=hidden != "draft")
    if hidden == "restricted":
        PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    relate(method, secret, "verwant")
    relate(secret, method, "vervangt")

    assert profile(method).related == {}
    assert "Geheim" not in html(client, method)
    assert "Deze methode is vervangen" not in html(client, method)


def test_a_preview_shows_relations_and_materials_that_are_not_saved(index: MethodIndexPage) -> None:
    method, other = make_method(index), make_method(index, title="Buur")
    method.relations.set([MethodRelation(related=other, kind="variant")])
    method.materials.set([MethodMaterial(title="Folder", url="https://example.org/", licence="onbekend")])

    page = method.make_preview_request().rendered_content

    assert "Is een variant van" in page
    assert "Folder" in page
    assert not MethodRelation.objects.exists()


def test_what_is_wrong_with_relations(index: MethodIndexPage) -> None:
    first, second, third = (make_method(index, title=title) for title in ("Een", "Twee", "Drie"))
    relate(second, third, "vervangt")
    relate(third, first, "vervangt")

    def errors(*rows: tuple[MethodPage, str]) -> list[str]:
        relations = [MethodRelation(related=other, kind=kind) for other, kind in rows]
        return [message.split(":")[0] for _row, message in relation_errors(first.pk, relations)]

    assert errors((second, "verwant"), (third, "variant")) == []
    assert errors((second, "vervangt"), (third, "vervangt")) == ["Dit gaat rond", "Dit gaat rond"]
    assert errors((first, "verwant")) == ["Kies een andere methode"]
    assert errors((second, "verwant"), (second, "variant")) == [
        "Deze methode staat er al bij. Kies wat het beste past."
    ]


def test_replacing_goes_round_only_where_it_comes_back(index: MethodIndexPage) -> None:
    first, second, third = (make_method(index) for _ in range(3))
    relate(second, third, "vervangt")
    relate(third, second, "vervangt")

    assert relation_errors(first.pk, [MethodRelation(related=second, kind=RelationKind.REPLACES)]) == []
