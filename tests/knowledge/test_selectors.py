"""What other apps read: cards and links, for who may see them."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from common import chain
from common.access import ANONYMOUS, Role, Viewer
from common.pages import can_list_page
from knowledge.cards import method_cards_of
from knowledge.enums import Axis, Scheme
from knowledge.models import LibraryIndexPage, MethodIndexPage, MethodPage
from knowledge.selectors import count_methods, methods_by_slug, themes_of_methods
from tests.knowledge.factories import make_concept, make_method

pytestmark = pytest.mark.django_db

EDITOR = Viewer(user_id=1, roles=frozenset({Role.EDITOR}))


def test_predicate_and_query_select_the_same_methods(index: MethodIndexPage) -> None:
    make_method(index)
    make_method(index, live=False)
    secret = make_method(index)
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.GROUPS)

    for viewer in (ANONYMOUS, EDITOR):
        allowed = {page.pk for page in MethodPage.objects.all() if can_list_page(viewer, page)}
        assert set(MethodPage.objects.visible_to(viewer).values_list("pk", flat=True)) == allowed
        assert count_methods(viewer) == len(allowed) == 1

    PageViewRestriction.objects.create(page=index, restriction_type=PageViewRestriction.LOGIN)
    assert not any(can_list_page(EDITOR, page) for page in MethodPage.objects.all())
    assert count_methods(EDITOR) == 0


def test_cards_of_what_may_be_seen(index: MethodIndexPage) -> None:
    shown = make_method(
        index,
        title="Tafel",
        slug="tafel",
        kind="instrument",
        tagline="Eén zin.",
        is_example=True,
        target_groups=[make_concept(Scheme.TARGET_GROUP, "jongeren"), make_concept(Scheme.TARGET_GROUP, "ouders")],
        settings=[make_concept(Scheme.SETTING, "school")],
        evidence={Axis.STAGE: "getest"},
    )
    make_method(index, live=False)

    [card] = method_cards_of(MethodPage.objects.visible_to(ANONYMOUS).for_cards())

    assert card.title == shown.title
    assert (card.kind, card.kind_label, card.title, card.url) == ("method", "Instrument", "Tafel", "/methoden/tafel/")
    assert (card.summary, card.meta, card.example) == ("Eén zin.", ("Jongeren, ouders", "school"), True)
    assert [mark.value for mark in card.marks] == ["Getest", "Onbekend", "Onbekend", "Onbekend"]
    assert method_cards_of([]) == ()


def test_slugs_lead_to_keys(index: MethodIndexPage) -> None:
    method, draft = make_method(index, slug="een"), make_method(index, slug="twee", live=False)

    assert methods_by_slug(["een", "twee", "drie"]) == {"een": method.pk, "twee": draft.pk}


def test_themes_lead_to_the_methods_that_may_be_listed(client: Client, index: MethodIndexPage) -> None:
    tension, other = make_concept(Scheme.THEME, "spanning", label="Spanning"), make_concept(Scheme.THEME, "anders")
    make_concept(Scheme.THEME, "leeg")
    wide = make_concept(Scheme.THEME, "breed", label="Breed")
    narrow = make_concept(Scheme.THEME, "smal", label="Smal", parent=wide)
    make_method(index, themes=[tension])
    make_method(index, themes=[tension, wide, narrow])
    make_method(index, live=False, themes=[tension, other])
    secret = make_method(index, themes=[tension, other])
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.GROUPS)

    expected = [
        ("Breed (1)", "/methoden/?thema=breed"),
        ("Smal (1)", "/methoden/?thema=smal"),
        ("Spanning (2)", "/methoden/?thema=spanning"),
    ]
    for viewer in (ANONYMOUS, EDITOR):
        assert [(link.title, link.url) for link in themes_of_methods(viewer)] == expected
    for path in ("/", "/methoden/"):
        page = client.get(path).content.decode()
        assert "Waar gaat het over?" in page
        for title, url in expected:
            assert f'<a class="kp-tag" href="{url}">{title}</a>' in page
    # Who chose a theme reads what was found.
    assert "Waar gaat het over?" not in client.get("/methoden/?thema=spanning").content.decode()


def test_no_methods_are_no_ways_in(client: Client, index: MethodIndexPage) -> None:
    assert themes_of_methods(ANONYMOUS) == ()
    for path in ("/", "/methoden/"):
        assert "Waar gaat het over?" not in client.get(path).content.decode()


def test_the_home_page_costs_the_same_with_one_and_with_thirty(
    client: Client, index: MethodIndexPage, django_assert_max_num_queries
) -> None:
    def queries() -> int:
        client.get("/")
        with django_assert_max_num_queries(15) as captured:
            client.get("/")
        return len(captured)

    make_method(index, themes=[make_concept(Scheme.THEME, "een")])
    one = queries()
    for number in range(29):
        make_method(index, themes=[make_concept(Scheme.THEME, f"thema-{number}")])

    assert queries() == one


def test_the_newest_come_first(index: MethodIndexPage) -> None:
    for title in ("A", "B", "C"):
        make_method(index, title=title)
    make_method(index, title="D", live=False)

    newest = MethodPage.objects.visible_to(ANONYMOUS).newest_first()[:2]
    assert [method.title for method in newest] == ["C", "B"]


def test_cards_cost_the_same_with_one_and_with_thirty(index: MethodIndexPage, django_assert_max_num_queries) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(6) as captured:
            method_cards_of(MethodPage.objects.visible_to(ANONYMOUS).for_cards())
        return len(captured)

    group = make_concept(Scheme.TARGET_GROUP, "jongeren")
    make_method(index, target_groups=[group])
    method_cards_of(MethodPage.objects.visible_to(ANONYMOUS).for_cards())
    one = queries()
    for _ in range(29):
        make_method(index, target_groups=[group], evidence={Axis.STAGE: "getest"})

    assert queries() == one


def test_the_chain_counts_methods_and_says_what_is_not_there_yet(index: MethodIndexPage) -> None:
    make_method(index)
    make_method(index, live=False)

    nodes = {node.step: (node.url, node.count) for node in chain.overview(ANONYMOUS)}

    assert nodes[chain.Step.METHOD] == ("/methoden/", 1)
    assert nodes[chain.Step.EVALUATION] == ("/evaluaties/", 0)
    assert nodes[chain.Step.LESSON] == ("/kennisbank/?soort=les", 0)


def test_a_method_knows_its_place_in_the_chain(client: Client, index: MethodIndexPage) -> None:
    method = make_method(index)

    thread = client.get(method.get_url()).context["thread"]

    assert [node.step for node in thread if node.current] == ["method"]


def test_pages_answer_at_their_permanent_address(
    client: Client, index: MethodIndexPage, library: LibraryIndexPage
) -> None:
    assert client.get(f"/id/{index.public_id}").headers["Location"] == "/methoden/"
    assert client.get(f"/id/{library.public_id}").headers["Location"] == "/kennisbank/"
