"""The sections of a method page: what may change, when it works, what others saw, and what the page costs."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import Page

from common.access import ANONYMOUS
from knowledge.enums import ModeratorDirection, PartRole, Scheme
from knowledge.experience import ADAPTATIONS_SHOWN, method_experience
from knowledge.models import MethodIndexPage
from tests.knowledge.factories import make_concept, make_evaluation, make_method, make_use_case
from tests.knowledge.method_pages import add_material, cells, html, profile, relate

pytestmark = pytest.mark.django_db


# --- What may change, and when it works ------------------------------------------------------------------------------


def test_parts_stand_in_three_named_groups_in_one_order(client: Client, index: MethodIndexPage) -> None:
    method = make_method(
        index,
        parts=[
            ("part", {"role": "niet-doen", "text": "Een panel."}),
            ("part", {"role": "kern", "text": "Drie avonden."}),
            ("part", {"role": "kern", "text": "Leiding van buiten."}),
        ],
    )

    groups = [(group.title, [remark.text for remark in group.remarks]) for group in profile(method).parts]
    page = html(client, method)

    assert groups == [
        ("Dit moet blijven", ["Drie avonden.", "Leiding van buiten."]),
        ("Dit mag u aanpassen", []),
        ("Dit moet u niet doen", ["Een panel."]),
    ]
    assert page.index("Dit moet blijven") < page.index("Dit mag u aanpassen") < page.index("Dit moet u niet doen")
    assert page.count("Hier is niets over opgeschreven.") == 1


def test_what_makes_it_worse_stands_beside_what_makes_it_better(client: Client, index: MethodIndexPage) -> None:
    method = make_method(
        index,
        moderators=[
            ("moderator", {"direction": "slechter", "text": "er haast is", "source": ""}),
            ("moderator", {"direction": "beter", "text": "de wijk elkaar kent", "source": "Onderzoek A"}),
        ],
    )

    better, worse = profile(method).moderators

    assert (better.title, worse.title) == ("Werkt beter als", "Werkt slechter als")
    assert [(remark.text, remark.source) for remark in (*better.remarks, *worse.remarks)] == [
        ("de wijk elkaar kent", "Bron: Onderzoek A"),
        ("er haast is", "Zonder bron"),
    ]
    assert "(Bron: Onderzoek A)" in html(client, method)


def test_what_nobody_wrote_down_is_said(client: Client, index: MethodIndexPage) -> None:
    page = html(client, make_method(index))

    for sentence in (
        "De eigenaar heeft niet opgeschreven wat moet blijven en wat mag veranderen.",
        "Dat is niet bekend.",
        "Bij deze methode staat geen materiaal.",
        "Op deze site staat geen openbaar onderzoek naar deze methode.",
        "Op deze site staat geen openbare ervaring van een organisatie met deze methode.",
    ):
        assert sentence in page
    for title in (
        "Dit deden anderen anders",
        "Verwante methoden",
        "Deze methode is vervangen",
        "Werkt beter als",
        "In onderzoek",
    ):
        assert title not in page


def test_every_role_and_direction_has_a_group(index: MethodIndexPage) -> None:
    method = make_method(
        index,
        parts=[("part", {"role": role, "text": "Iets."}) for role in PartRole.values],
        moderators=[("moderator", {"direction": way, "text": "iets", "source": ""}) for way in ModeratorDirection],
    )

    assert [group.key for group in profile(method).parts] == ["kern", "aanpasbaar", "niet-doen"]
    assert [group.key for group in profile(method).moderators] == ["beter", "slechter"]


def test_form_and_factors_are_told(client: Client, index: MethodIndexPage) -> None:
    method = make_method(
        index,
        forms=[make_concept(Scheme.FORM, "training")],
        risk_factors=[make_concept(Scheme.RISK_FACTOR, "vijandbeeld"), make_concept(Scheme.RISK_FACTOR, "breuk")],
        protective_factors=[make_concept(Scheme.PROTECTIVE_FACTOR, "steun")],
    )

    found = profile(method)

    assert [(fact.label, fact.value) for fact in found.factors] == [
        ("Pakt aan", "Breuk, vijandbeeld"),
        ("Versterkt", "Steun"),
    ]
    assert [(link.title, link.url) for link in found.labels] == [("Training", "/methoden/?vorm=training")]
    assert "Breuk, vijandbeeld" in html(client, method)


# --- What others did -------------------------------------------------------------------------------------------------


def test_adaptations_of_others_are_shown_with_where_and_a_link(client: Client, index: MethodIndexPage) -> None:
    method = make_method(index)
    make_use_case(method, title="Twee avonden", municipality="Voorbeeldbeek", adaptations="Wij deden er twee.")
    make_use_case(method, title="Zonder", adaptations="")
    make_use_case(method, title="Concept", adaptations="Nog geheim.", live=False)
    make_evaluation(
        method, title="Studie", adaptations="Er was een tolk bij.", is_example=True, period_from=dt.date(2023, 1, 1)
    )

    told = method_experience(method, ANONYMOUS).adaptations
    page = html(client, method)

    assert [(row.text, row.where, row.link.title) for row in told] == [
        ("Wij deden er twee.", "Voorbeeldbeek", "Twee avonden"),
        ("Er was een tolk bij.", "Voorbeeldstad", "Studie (voorbeeld)"),
    ]
    assert "Dit deden anderen anders" in page
    assert "Nog geheim." not in page


def test_only_the_beginning_of_the_newest_adaptations(index: MethodIndexPage) -> None:
    method = make_method(index)
    for year in range(2010, 2020):
        make_use_case(
            method, adaptations=f"In {year} " + "woord " * 60, period_from=dt.date(year, 1, 1), period_to=None
        )

    told = method_experience(method, ANONYMOUS).adaptations

    assert [row.text[:7] for row in told] == [f"In {year}" for year in range(2019, 2014, -1)]
    assert len(told) == ADAPTATIONS_SHOWN
    assert all(len(row.text.split()) == 40 and row.text.endswith("…") for row in told)


def test_for_whom_it_worked_and_for_whom_not_is_told_from_the_studies(client: Client, index: MethodIndexPage) -> None:
    method = make_method(index)
    for year in range(2020, 2024):
        make_evaluation(
            method,
            title=f"Studie {year}",
            type="proces" if year == 2022 else "effect",
            worked_for=f"Jongeren in {year}." if year != 2023 else "",
            not_for=f"Ouders in {year}. " + "woord " * 60,
            period_from=dt.date(year, 1, 1),
            period_to=None,
        )
    make_evaluation(method, worked_for="Nog geheim.", not_for="Nog geheim.", live=False)

    well, badly = method_experience(method, ANONYMOUS).for_whom
    page = html(client, method)

    assert [(row.text, row.where, row.link.title) for row in well.told] == [
        ("Jongeren in 2022.", "Voorbeeldstad (procesevaluatie)", "Studie 2022"),
        ("Jongeren in 2021.", "Voorbeeldstad (effectevaluatie)", "Studie 2021"),
        ("Jongeren in 2020.", "Voorbeeldstad (effectevaluatie)", "Studie 2020"),
    ]
    assert [row.text[:15] for row in badly.told] == [f"Ouders in {year}." for year in (2023, 2022, 2021)]
    assert all(len(row.text.split()) == 40 for row in badly.told)
    assert page.index("In onderzoek werkte het wel voor") < page.index("In onderzoek werkte het niet voor")
    assert f'href="{badly.told[0].link.url}"' in page
    assert "Dat is niet bekend." not in page.split('id="omstandigheden"')[1]
    assert "Nog geheim." not in page


@pytest.mark.parametrize("field", ["worked_for", "not_for"])
def test_only_one_side_known_says_of_the_other_that_it_is_not(
    client: Client, index: MethodIndexPage, field: str
) -> None:
    method = make_method(index)
    make_evaluation(method, **{field: "Nieuwe buren."})

    groups = method_experience(method, ANONYMOUS).for_whom

    assert [len(group.told) for group in groups] == ([1, 0] if field == "worked_for" else [0, 1])
    assert html(client, method).count("Hier is niets over opgeschreven.") == 1


def test_where_it_did_not_work_is_told_the_worst_first(client: Client, index: MethodIndexPage) -> None:
    method = make_method(index)
    for year, direction in ((2021, "gemengd"), (2022, "geen-effect"), (2023, "negatief"), (2024, "positief")):
        make_evaluation(
            method,
            direction,
            title=f"Studie {year}",
            summary=f"Zo ging het in {year}.",
            period_from=dt.date(year, 1, 1),
            period_to=None,
        )
    make_use_case(
        method, title="Gestopt", organisation="Gemeente Voorbeeldbeek", again="nee", again_reason="Te duur voor ons."
    )
    make_use_case(method, again="ja-mits", again_reason="Met meer tijd.")
    make_use_case(method, again="nee", again_reason="Nog geheim.", live=False)

    experience = method_experience(method, ANONYMOUS)
    page = html(client, method)

    assert [(row.where, row.text, row.link.title) for row in experience.where_not] == [
        ("Voorbeeldstad, averechts effect", "Zo ging het in 2023.", "Studie 2023"),
        ("Voorbeeldstad, geen effect", "Zo ging het in 2022.", "Studie 2022"),
        ("Gemeente Voorbeeldbeek, zou het niet opnieuw doen", "Te duur voor ons.", "Gestopt"),
        ("Voorbeeldstad, wisselend effect", "Zo ging het in 2021.", "Studie 2021"),
    ]
    assert experience.where_not_in_short == (
        "1 onderzoek zag een averechts effect, 1 onderzoek zag geen effect, "
        "1 organisatie zou het niet opnieuw doen en 1 onderzoek zag een wisselend effect."
    )
    assert page.count(experience.where_not_in_short) == 2
    assert page.index('id="bewijs"') < page.index('id="niet"') < page.index('id="omstandigheden"')
    assert "Nog geheim." not in page


def test_of_what_did_not_work_the_newest_are_told_and_all_are_counted(index: MethodIndexPage) -> None:
    method = make_method(index)
    for year in range(2015, 2020):
        make_use_case(
            method,
            title=f"Ronde {year}",
            again="nee",
            again_reason="woord " * 60,
            period_from=dt.date(year, 1, 1),
            period_to=None,
        )

    experience = method_experience(method, ANONYMOUS)

    assert [row.link.title for row in experience.where_not] == ["Ronde 2019", "Ronde 2018", "Ronde 2017"]
    assert all(len(row.text.split()) == 40 for row in experience.where_not)
    assert experience.where_not_in_short == "5 organisaties zouden het niet opnieuw doen."


def test_where_it_did_not_work_may_be_unknown(client: Client, index: MethodIndexPage) -> None:
    method = make_method(index)
    make_use_case(method, again="ja")

    assert method_experience(method, ANONYMOUS).where_not_in_short == "Dat is niet bekend."
    assert "Dat betekent niet dat zij altijd werkt." in html(client, method)


def test_studies_stand_with_their_context(index: MethodIndexPage) -> None:
    method = make_method(index)
    make_evaluation(
        method,
        "negatief",
        title="Averechts",
        municipality="Voorbeeldstad",
        size_class="vanaf-100000",
        urbanity="zeer-sterk",
        delivered_by="De wijkagent",
        participants=1140,
    )
    make_evaluation(
        method,
        "geen-effect",
        title="Niets",
        municipality="Vier scholen",
        size_class="verschillend",
        urbanity="onbekend",
        period_from=dt.date(2020, 1, 1),
    )

    assert cells(method_experience(method, ANONYMOUS).evaluations) == [
        [
            "Averechts",
            "Negatief",
            "Effectevaluatie",
            "Voorbeeldstad (100.000 inwoners of meer, zeer sterk stedelijk), januari 2024 tot en met juni 2024",
            "De wijkagent",
            "1.140",
        ],
        [
            "Niets",
            "Geen effect",
            "Effectevaluatie",
            "Vier scholen, januari 2020 tot en met juni 2024",
            "De welzijnswerker",
            "onbekend",
        ],
    ]


# --- What it costs to make -------------------------------------------------------------------------------------------


def test_the_page_stays_within_its_queries_whatever_hangs_on_it(
    client: Client, index: MethodIndexPage, home: Page, document: Document, django_assert_max_num_queries: Any
) -> None:
    theme = make_concept(Scheme.THEME, "onrust")
    method = make_method(index, themes=[theme])

    def add(number: int) -> None:
        other = make_method(index, themes=[theme], title=f"Buur {number}")
        relate(method, other, "verwant") if number % 2 else relate(other, method, "variant")
        add_material(method, document=document, title=f"Materiaal {number}")
        make_use_case(method, adaptations="Anders.", slug=f"ervaring-{number}")
        make_evaluation(method, "positief", adaptations="Anders.", not_for="Wie.", slug=f"studie-{number}")

    def queries() -> int:
        client.get(method.get_url())
        with django_assert_max_num_queries(15) as captured:
            html(client, method)
        return len(captured)

    add(0)
    one = queries()
    for number in range(1, 30):
        add(number)

    assert queries() == one
