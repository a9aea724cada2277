"""The vocabularies: one list of concepts, unique per scheme, two levels deep."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from knowledge.enums import Scheme
from knowledge.models import Concept, MethodIndexPage, MethodPage
from knowledge.services.vocabulary import reindex_labelled_with
from search.models import IndexTask
from tests.knowledge.factories import make_concept, make_method

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"notation": "school", "label": "Anders"}, "Deze code bestaat al in deze lijst."),
        ({"notation": "anders", "label": "SCHOOL"}, "Deze naam bestaat al in deze lijst."),
        ({"notation": "met spatie", "label": "Anders"}, "geldige ‘slug’"),
        ({"notation": "anders", "label": "Anders", "exact_match": "javascript:alert(1)"}, "geldige URL"),
    ],
)
def test_a_list_holds_a_code_and_a_name_once(db: None, fields: dict, message: str) -> None:
    make_concept(Scheme.SETTING, "school")

    with pytest.raises(ValidationError) as refused:
        Concept(scheme=Scheme.SETTING, **fields).full_clean()

    assert message in " ".join(refused.value.messages)


def test_two_lists_may_use_the_same_words(db: None) -> None:
    make_concept(Scheme.SETTING, "wijk")

    Concept(scheme=Scheme.SCALE, notation="wijk", label="Wijk").full_clean()


def test_a_list_has_at_most_two_levels(db: None) -> None:
    top = make_concept(Scheme.SETTING, "school")
    below = make_concept(Scheme.SETTING, "mbo", parent=top)
    other = make_concept(Scheme.SETTING, "wijk")
    theme = make_concept(Scheme.THEME, "onrust")

    for concept, parent, message in (
        (other, below, "Een lijst heeft hoogstens twee lagen."),
        (top, other, "Een lijst heeft hoogstens twee lagen."),
        (other, other, "Een begrip kan niet onder zichzelf vallen."),
        (other, theme, "Kies een begrip uit dezelfde lijst."),
    ):
        concept.parent = parent
        with pytest.raises(ValidationError) as refused:
            concept.full_clean()
        assert refused.value.message_dict == {"parent": [message]}
        concept.refresh_from_db()

    other.parent = top
    other.full_clean()


def test_a_concept_with_narrower_ones_stays(db: None) -> None:
    top = make_concept(Scheme.SETTING, "school")
    make_concept(Scheme.SETTING, "mbo", parent=top)

    with pytest.raises(ProtectedError):
        top.delete()


def test_all_words_of_a_concept() -> None:
    concept = Concept(label="Onrust", alternative_labels=" rellen \n\n spanning ")

    assert concept.alternatives == ("rellen", "spanning")
    assert concept.words == ("Onrust", "rellen", "spanning")


def test_methods_are_found_by_a_concept_in_whichever_relation(index: MethodIndexPage) -> None:
    top = make_concept(Scheme.SETTING, "school")
    below = make_concept(Scheme.SETTING, "mbo", parent=top)
    scale = make_concept(Scheme.SCALE, "school")
    one, two, three = (
        make_method(index, settings=[top, below]),
        make_method(index, settings=[below]),
        make_method(index, scales=[scale]),
    )

    assert set(MethodPage.objects.labelled_with(top)) == {one, two}
    assert set(MethodPage.objects.labelled_with(below)) == {one, two}
    assert set(MethodPage.objects.labelled_with(scale)) == {three}
    assert not MethodPage.objects.labelled_with(make_concept(Scheme.RISK_FACTOR, "armoede")).exists()


def test_other_words_renew_the_methods_that_carry_them(index: MethodIndexPage) -> None:
    theme = make_concept(Scheme.THEME, "onrust")
    method = make_method(index, themes=[theme])
    make_method(index)
    IndexTask.objects.all().delete()

    reindex_labelled_with(theme)

    assert list(IndexTask.objects.values_list("kind", "public_id")) == [("method", method.public_id)]
