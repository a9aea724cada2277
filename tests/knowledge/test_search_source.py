"""Methods in search: found by all their words, also those of their labels, and only while they may be listed."""

import pytest
from wagtail.models import PageViewRestriction

from common.access import ANONYMOUS
from knowledge.enums import Axis, Scheme
from knowledge.models import MethodIndexPage, MethodPage
from knowledge.search_source import method_source, search_facets
from search.contracts import SearchDocument
from search.registry import facets, sources
from tests.knowledge.factories import make_concept, make_method

pytestmark = pytest.mark.django_db


def documents() -> list[SearchDocument]:
    return list(method_source().documents(None))


def test_methods_are_registered_with_their_facets() -> None:
    assert sources()["method"].label == "Methoden"
    assert {"thema", "doelgroep", "fase"} <= set(facets())


def test_a_document_holds_everything_that_can_be_read(index: MethodIndexPage) -> None:
    broad = make_concept(Scheme.TARGET_GROUP, "professionals", alternative_labels="beroepskrachten")
    method = make_method(
        index,
        title="Tafel",
        tagline="Eén zin.",
        summary="Een samenvatting.",
        other_names="Nazorgtafel\nWijkgesprek",
        problem="<p>Een <b>probleem</b>.</p><p>Nog een.</p>",
        approach=[("step", {"title": "Bel aan", "text": "<p>Bij <i>twintig</i> mensen.</p>", "takes": ""})],
        conditions=[("condition", {"topic": "plek", "text": "Een zaal in de buurt."})],
        parts=[("part", {"role": "niet-doen", "text": "Nooit met de pers erbij."})],
        moderators=[("moderator", {"direction": "slechter", "text": "er haast is", "source": ""})],
        themes=[make_concept(Scheme.THEME, "onrust", label="Onrust", alternative_labels="rellen\nspanning")],
        forms=[make_concept(Scheme.FORM, "gesprek", alternative_labels="dialoog")],
        risk_factors=[make_concept(Scheme.RISK_FACTOR, "vijandbeeld", alternative_labels="wij-zij-denken")],
        protective_factors=[make_concept(Scheme.PROTECTIVE_FACTOR, "steun", alternative_labels="netwerk")],
        target_groups=[make_concept(Scheme.TARGET_GROUP, "leraren", parent=broad)],
        evidence={Axis.STAGE: "getest"},
    )

    (document,) = documents()

    assert (document.id, document.title) == (f"method:{method.public_id}", "Tafel")
    assert document.summary == "Eén zin. Een samenvatting."
    # Above what was seen of it, which has the weight of everything else.
    assert document.weight == 1.3
    assert document.facets == {
        "thema": ("onrust",),
        "doelgroep": ("leraren", "professionals"),
        "fase": ("getest",),
    }
    assert document.published_on == method.first_published_at.date()
    for words in (
        "Een probleem . Nog een.",
        "Bel aan. Bij twintig mensen.",
        "Een zaal in de buurt.",
        "Nooit met de pers erbij.",
        "er haast is",
    ):
        assert words in document.body
    assert document.keywords[:3] == ("Methode", "Nazorgtafel", "Wijkgesprek")
    assert {"Onrust", "rellen", "spanning", "dialoog", "wij-zij-denken", "netwerk"} <= set(document.keywords)
    assert "rellen" not in document.body
    assert "<" not in document.body


def test_a_stage_that_nobody_judged_is_a_value_like_the_others(index: MethodIndexPage) -> None:
    make_method(index)

    assert documents()[0].facets["fase"] == ("onbekend",)


def test_only_what_may_be_listed_is_in_the_index(index: MethodIndexPage) -> None:
    shown, draft, secret = make_method(index), make_method(index, live=False), make_method(index)
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    ids = [shown.public_id, draft.public_id, secret.public_id]

    assert [document.public_id for document in method_source().documents(ids)] == [shown.public_id]
    assert list(method_source().cards(ANONYMOUS, ids)) == [shown.public_id]


def test_reading_costs_the_same_with_one_and_with_thirty(index: MethodIndexPage, django_assert_max_num_queries) -> None:
    concepts = {
        relation: [make_concept(scheme, "een")]
        for relation, scheme in (("themes", Scheme.THEME), ("target_groups", Scheme.TARGET_GROUP))
    }

    def queries() -> int:
        with django_assert_max_num_queries(24) as captured:
            documents()
            method_source().cards(ANONYMOUS, list(MethodPage.objects.values_list("public_id", flat=True)))
        return len(captured)

    make_method(index, **concepts, evidence={Axis.STAGE: "getest"})
    queries()
    one = queries()
    for _ in range(29):
        make_method(index, **concepts, evidence={Axis.STAGE: "getest"})

    assert queries() == one


def test_the_words_of_facets() -> None:
    make_concept(Scheme.THEME, "wijk", label="Wijkzaken")
    make_concept(Scheme.TARGET_GROUP, "wijk", label="Wijkbewoners")
    labels = {facet.name: facet.labels for facet in search_facets()}

    assert labels["thema"](["wijk", "onzin"]) == {"wijk": "Wijkzaken"}
    assert labels["doelgroep"](["wijk"]) == {"wijk": "Wijkbewoners"}
    assert labels["fase"](["getest", "onbekend", "onzin"]) == {"getest": "Getest", "onbekend": "Onbekend"}
