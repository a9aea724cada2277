"""Merging and moving concepts in the CMS: choose, read what will change, and say yes."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from common.access import Role, resolve_viewer
from knowledge.enums import Scheme
from knowledge.models import Concept, LibraryIndexPage, MethodIndexPage
from knowledge.permissions import can_change_concepts
from tests.accounts.helpers import sign_in_as
from tests.knowledge.factories import make_concept, make_evaluation, make_lesson, make_method, make_publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client: Client, person: Any) -> Client:
    sign_in_as(client, person(Role.REVIEWER))
    return client


@pytest.fixture
def old() -> Concept:
    return make_concept(Scheme.THEME, "rellen")


@pytest.fixture
def new() -> Concept:
    return make_concept(Scheme.THEME, "onrust")


def address(verb: str, concept: Concept) -> str:
    return reverse(f"knowledge_{verb}_concept", args=[concept.pk])


def text(response: Any) -> str:
    assert response.status_code == 200
    found: str = response.content.decode()
    return found


@pytest.mark.parametrize("role", [None, *Role])
def test_who_may_change_concepts_may_merge_and_move_them(person: Any, role: Role | None) -> None:
    user = person(role)

    assert can_change_concepts(resolve_viewer(user)) == user.has_perm("knowledge.change_concept")


def test_the_form_lists_only_what_can_be_chosen(reviewer: Client, old: Concept, new: Concept) -> None:
    make_concept(Scheme.THEME, "jaarwisseling", parent=old)
    make_concept(Scheme.SETTING, "wijk")

    merge, move = (reviewer.get(address(verb, old)).context["form"] for verb in ("merge", "move"))

    assert [label for _value, label in merge["target"].field.choices] == ["Kies een begrip", "Onrust"]
    assert [label for _value, label in move["parent"].field.choices] == ["Geen ander begrip: bovenaan in de lijst"]


def parents(client: Client, concept: Concept | None) -> list[Any]:
    """What the form of a concept offers under "Valt onder"."""
    where = ("edit", [concept.pk]) if concept else ("add", [])
    form = client.get(reverse(f"wagtailsnippets_knowledge_concept:{where[0]}", args=where[1])).context["form"]
    choices = form.fields["parent"].choices
    assert next(iter(choices)) == ("", "---------")
    return [(str(name), [str(label) for _key, label in group]) for name, group in choices if name]


def test_a_concept_is_offered_what_it_can_stand_under(reviewer: Client, old: Concept, new: Concept) -> None:
    below = make_concept(Scheme.THEME, "jaarwisseling", parent=old)
    make_concept(Scheme.SETTING, "wijk")

    assert parents(reviewer, new) == [("Thema", ["Rellen"])]
    assert parents(reviewer, below) == [("Thema", ["Onrust", "Rellen"])]
    assert parents(reviewer, old) == []
    assert parents(reviewer, None) == [("Plek", ["Wijk"]), ("Thema", ["Onrust", "Rellen"])]


def test_a_new_concept_under_one_of_another_list_is_refused(reviewer: Client, old: Concept) -> None:
    form = {"scheme": Scheme.SETTING.value, "label": "Plein", "notation": "plein", "parent": str(old.pk)}

    answer = reviewer.post(reverse("wagtailsnippets_knowledge_concept:add"), form)

    assert answer.context["form"].errors == {"parent": ["Kies een begrip uit dezelfde lijst."]}
    assert answer.context["form"]["label"].value() == "Plein"
    assert Concept.objects.get() == old


def test_what_will_change_is_told_before_it_is_done(
    index: MethodIndexPage, library: LibraryIndexPage, reviewer: Client, old: Concept, new: Concept
) -> None:
    method = make_method(index, themes=[old])
    make_method(index, themes=[old])
    make_evaluation(method, themes=[old], live=False)
    make_publication(library, themes=[old])
    make_lesson(library, themes=[old])
    make_concept(Scheme.THEME, "jaarwisseling", parent=old)

    shown = text(reviewer.get(address("merge", old), {"target": new.pk}))

    assert "Dit draagt nu ‘Rellen’: 2 methoden, 1 evaluatie, 1 publicatie, 1 les." in shown
    assert "Onder ‘Onrust’ komen: Jaarwisseling." in shown
    assert 'method="post"' in shown
    assert Concept.objects.filter(pk=old.pk).exists()

    done = reviewer.post(address("merge", old), {"target": new.pk}, follow=True)

    assert done.redirect_chain == [(reverse("wagtailsnippets_knowledge_concept:edit", args=[new.pk]), 302)]
    assert "‘Rellen’ is samengevoegd met ‘Onrust’." in text(done)
    assert not Concept.objects.filter(pk=old.pk).exists()
    assert method.themes.get() == new
    history = text(reviewer.get(reverse("wagtailsnippets_knowledge_concept:history", args=[new.pk])))
    assert "‘Rellen’ (rellen) samengevoegd met dit begrip: 5 records, 1 begrip eronder" in history


@pytest.mark.parametrize("wrong", ["999999", "x", ""])
def test_an_answer_that_does_not_exist_is_asked_again(reviewer: Client, old: Concept, new: Concept, wrong: str) -> None:
    for response in (
        reviewer.get(address("merge", old), {"target": wrong}),
        reviewer.post(address("merge", old), {"target": wrong}),
    ):
        assert response.context["form"].errors["target"]
        assert "Bekijk wat er verandert" in text(response)
    assert Concept.objects.count() == 2


def test_a_concept_is_moved_and_back(index: MethodIndexPage, reviewer: Client, old: Concept, new: Concept) -> None:
    make_method(index, themes=[old])

    shown = text(reviewer.get(address("move", old), {"parent": new.pk}))
    assert "‘Rellen’ valt voortaan onder ‘Onrust’." in shown
    assert "telt mee op de nieuwe plek: 1 methode." in shown
    reviewer.post(address("move", old), {"parent": new.pk})
    assert Concept.objects.get(pk=old.pk).parent == new

    assert "‘Rellen’ komt bovenaan." in text(reviewer.get(address("move", old), {"parent": ""}))
    reviewer.post(address("move", old), {"parent": ""})
    assert Concept.objects.get(pk=old.pk).parent is None
    assert "staat al bovenaan" in text(reviewer.post(address("move", old), {"parent": ""}))


def test_the_actions_stand_at_the_form_and_in_the_list(
    reviewer: Client, person: Any, old: Concept, new: Concept
) -> None:
    pages = (
        reverse("wagtailsnippets_knowledge_concept:edit", args=[old.pk]),
        reverse("wagtailsnippets_knowledge_concept:list"),
    )

    for page in pages:
        shown = text(reviewer.get(page))
        assert f'href="{address("merge", old)}"' in shown
        assert f'href="{address("move", old)}"' in shown

    editor = Client()
    sign_in_as(editor, person(Role.EDITOR))
    assert address("merge", old) not in text(editor.get(pages[1]))
    refused = editor.post(address("merge", old), {"target": new.pk})
    assert (refused.status_code, refused.headers["Location"]) == (302, "/beheer/")
    assert Concept.objects.count() == 2
