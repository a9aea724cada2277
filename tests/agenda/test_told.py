"""What the project's own content says on the pages of the Agenda."""

import re
from itertools import pairwise

import pytest
from django.test import Client
from wagtail.models import Page

from agenda.models import (
    DocumentsPage,
    GoalPage,
)
from tests.agenda.reading import NOT_FOUND, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses(loaded: None) -> list[str]:
    """Every page of the project's content, and a document."""
    pages = [page.get_url() for page in Page.objects.filter(depth__gte=2)]
    return [*pages, "/agenda/2023-2025/kamerstukken/kst-36200-XV-96/"]


def test_every_page_has_a_description_and_one_title_and_sound_headings(addresses: list[str], client: Client) -> None:
    for address in addresses:
        html = client.get(address).content.decode()
        levels = [int(level) for level in re.findall(r"<h([1-6])", html)]

        assert re.search(r'<meta name="description" content="[^"]{40,200}', html), address
        assert levels.count(1) == 1, address
        assert all(after <= before + 1 for before, after in pairwise(levels)), address


def test_the_home_page_has_the_thread_entrances_with_figures_and_what_is_new(loaded: None, client: Client) -> None:
    response = client.get("/")
    context = response.context

    assert [(node.step, node.count) for node in context["nodes"]][:3] == [("goal", 5), ("activity", 7), ("method", 0)]
    assert [(card.title, card.url, card.meta) for card in context["entrances"]] == [
        ("Ik zoek een methode", "/methoden/", ("nog geen methoden",)),
        ("Ik wil naar een leerkring", "/leerkringen/", ("nog geen leerkringen",)),
        ("Ik kom naar de conferentie", "/conferentie/", ("nog geen edities",)),
        ("Ik lees de Agenda", "/agenda/", ("5 doelen, 7 activiteiten",)),
    ]
    assert [card.title for card in context["latest"]] == [
        "Voortgang over 2025",
        "Voortgang over 2024",
        "Voortgang over 2023",
    ]


def test_the_front_page_tells_the_current_edition_in_one_screen(loaded: None, client: Client) -> None:
    overview = client.get("/agenda/").context["overview"]

    assert [(fact.label, fact.value.replace("\u00a0", " ")) for fact in overview.facts] == [
        ("Looptijd", "2023-2025"),
        ("Doelen", "5"),
        ("Activiteiten", "7"),
        ("Geld", "gemiddeld € 3.483.000 per jaar"),
        ("Gebieden", "20"),
    ]
    assert [(card.kind_label, card.meta) for card in overview.goals] == [
        ("Doel 1", ("1 activiteit",)),
        ("Doel 2", ("2 activiteiten",)),
        ("Doel 3", ("2 activiteiten",)),
        ("Doel 4", ("1 activiteit",)),
        ("Doel 5", ()),
    ]
    assert overview.goal_basis == "afgeleid uit de nota van 6 februari 2023"
    assert [card.title for card in overview.parts] == [
        "Geld",
        "Tijdlijn",
        "NPLV-gebieden",
        "SPUK Kansrijke Wijk",
        "Kamerstukken",
        "Voortgang over 2023",
        "Voortgang over 2024",
        "Voortgang over 2025",
    ]


def test_an_edition_tells_its_chapters_with_their_sources(loaded: None, client: Client) -> None:
    chapters = client.get("/agenda/2023-2025/").context["chapters"]

    assert [(str(chapter["heading"]), chapter["source"].key) for chapter in chapters] == [
        ("Missie", "nota-2023-02-06"),
        ("Voor wie", "nota-2023-02-06"),
        ("Waarom deze Agenda", "nota-2023-02-06"),
        ("Hoe de Agenda werkt", "socialestabiliteit-agenda"),
        ("Wat in deze jaren, wat daarna", "nota-2023-02-06"),
        ("Toezegging aan de Tweede Kamer", "nota-2023-02-06"),
    ]


def test_a_goal_says_what_is_not_found_and_how_we_know_it(loaded: None, client: Client) -> None:
    response = client.get("/agenda/2023-2025/landelijk-gebruik/")

    assert [(fact.label, fact.value) for fact in response.context["facts"]] == [
        ("Waaraan we zien dat het lukt", NOT_FOUND),
        ("Wie gaat erover", NOT_FOUND),
    ]
    text = text_of(client, "/agenda/2023-2025/landelijk-gebruik/")
    assert "Doel 5" in text
    assert "Afgeleid uit de nota van 6 februari 2023" in text
    assert "Activiteiten bij dit doel zijn niet openbaar gevonden op 24 november 2026." in text
    assert "Of het grotere programma is begonnen, en hoe het heet." in text


def test_an_activity_shows_state_years_owner_and_money(loaded: None, client: Client) -> None:
    known = client.get("/agenda/2023-2025/bijdrage-spuk/").context["facts"]
    shared = client.get("/agenda/2023-2025/leerkringen/").context["facts"]
    unknown = client.get("/agenda/2023-2025/tweede-kamer-informeren/").context["facts"]

    assert [fact.value.replace("\u00a0", " ") for fact in known] == [
        "loopt, sinds 26 juni 2023",
        "2023-2025",
        "De minister voor Volkshuisvesting en Ruimtelijke Ordening, met de ministers van SZW, APP en PVO",
        "gemiddeld € 2.000.000 per jaar",
    ]
    assert known[3].url == "/agenda/2023-2025/geld/"
    assert shared[3].value.replace("\u00a0", " ") == "een deel van gemiddeld € 1.483.000 per jaar, niet verder verdeeld"
    assert [fact.value for fact in unknown] == [NOT_FOUND] * 4


def test_the_budget_is_a_chart_and_a_table_with_a_total(loaded: None, client: Client) -> None:
    context = client.get("/agenda/2023-2025/geld/").context

    assert context["total"] == "€\u00a03.483.000"
    assert [(bar.label, bar.value_label) for bar in context["chart"].bars] == [
        ("SPUK Kansrijke Wijk", "€\u00a02.000.000"),
        ("Overige activiteiten", "€\u00a01.483.000"),
    ]
    assert [[cell.text for cell in row] for row in context["table"].rows] == [
        [
            "SPUK Kansrijke Wijk",
            "uitkering aan gemeenten",
            "€\u00a02.000.000",
            "nota aan de minister van SZW, 6 februari 2023",
        ],
        [
            "Overige activiteiten",
            "overige activiteiten",
            "€\u00a01.483.000",
            "nota aan de minister van SZW, 6 februari 2023",
        ],
        ["Samen", "", "€\u00a03.483.000", ""],
    ]


def test_the_timeline_has_events_and_milestones_in_order(loaded: None, client: Client) -> None:
    items = client.get("/agenda/2023-2025/tijdlijn/").context["items"]

    assert [item.date_label for item in items] == [
        "10 juni 2020",
        "juli 2022",
        "6 februari 2023",
        "26 juni 2023",
        "7 juli 2023",
        "1 augustus 2023 tot en met 30 september 2023",
        "7 juli 2025",
        "december 2025",
    ]
    assert {item.state for item in items} == {"done"}
    assert "Bron: Regeling kansrijke wijk, Stcrt. 2023, 17605, 26 juni 2023" in text_of(
        client, "/agenda/2023-2025/tijdlijn/"
    )


def test_the_areas_are_counted_per_province(loaded: None, client: Client) -> None:
    context = client.get("/agenda/2023-2025/gebieden/").context

    assert (context["area_count"], context["municipality_count"]) == (20, 19)
    assert [(bar.label, bar.value_label) for bar in context["chart"].bars] == [
        ("Zuid-Holland", "6 gebieden"),
        ("Noord-Brabant", "4 gebieden"),
        ("Noord-Holland", "3 gebieden"),
        ("Utrecht", "2 gebieden"),
        ("Flevoland", "1 gebied"),
        ("Fryslân", "1 gebied"),
        ("Gelderland", "1 gebied"),
        ("Groningen", "1 gebied"),
        ("Limburg", "1 gebied"),
    ]
    assert "20 gebieden in 19 gemeenten" in text_of(client, "/agenda/2023-2025/gebieden/")


def test_the_grant_is_told_per_round(loaded: None, client: Client) -> None:
    first, second = client.get("/agenda/2023-2025/spuk-kansrijke-wijk/").context["rounds"]

    assert [fact.value for fact in first["facts"]] == [
        "ongeveer €\u00a0250\u00a0miljoen",
        "1 augustus 2023 tot en met 30 september 2023",
    ]
    assert first["chart"] is None
    assert [fact.value for fact in second["facts"]] == ["ruim €\u00a0400\u00a0miljoen", "vanaf 7 juli 2025"]
    assert [(bar.label, bar.value_label) for bar in second["chart"].bars] == [
        ("Onderwijs, Cultuur en Wetenschap (OCW)", "€\u00a0327\u00a0miljoen"),
        ("Sociale Zaken en Werkgelegenheid (SZW)", "€\u00a051\u00a0miljoen"),
        ("Volkshuisvesting en Ruimtelijke Ordening (VRO)", "€\u00a030\u00a0miljoen"),
    ]


def test_a_progress_report_says_that_none_was_found(loaded: None, client: Client) -> None:
    facts = client.get("/agenda/2023-2025/voortgang-2024/").context["facts"]

    assert [(fact.label, fact.value) for fact in facts] == [
        ("Voortgangsbrief", NOT_FOUND),
        ("Op schema?", NOT_FOUND),
        ("Op koers?", NOT_FOUND),
    ]


@pytest.mark.parametrize(
    "path",
    ["kst-30821-999", "kst-00000-1", "kst-36200-XL-96", "geen-kamerstuk", "kst-30821-114/meer", "kst-" + "9" * 300],
)
def test_a_document_that_does_not_exist_is_not_found(loaded: None, client: Client, path: str) -> None:
    assert client.get(f"/agenda/2023-2025/kamerstukken/{path}/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/nietbestaand/", "/agenda/nietbestaand/", "/agenda/2023-2025/geld/meer/", "/2023-2025/", "/a" * 300 + "/"]
)
def test_an_unknown_address_is_not_found(loaded: None, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_unpublished_page_is_not_found(loaded: None, client: Client) -> None:
    DocumentsPage.objects.get().unpublish()
    GoalPage.objects.get(number=1).unpublish()

    assert client.get("/agenda/2023-2025/kamerstukken/").status_code == 404
    assert client.get("/agenda/2023-2025/kamerstukken/kst-36200-XV-96/").status_code == 404
    assert client.get("/agenda/2023-2025/kennis-vergroten/").status_code == 404


def test_permanent_links_lead_to_pages_and_documents(loaded: None, client: Client) -> None:
    goal = GoalPage.objects.get(number=2)
    document = DocumentsPage.objects.get().documents.get(kind="letter")
    expected = {
        goal.public_id: "/agenda/2023-2025/methoden-ontwikkelen/",
        document.public_id: "/agenda/2023-2025/kamerstukken/kst-36200-XV-96/",
    }

    found = {identifier: client.get(f"/id/{identifier}").headers["Location"] for identifier in expected}
    assert found == expected

    document.unpublish()
    assert client.get(f"/id/{document.public_id}").status_code == 404


def test_the_sitemap_lists_pages_and_documents(loaded: None, client: Client) -> None:
    xml = client.get("/sitemap.xml").content.decode()

    assert "<loc>http://testserver/agenda/2023-2025/geld/</loc>" in xml
    assert "<loc>http://testserver/agenda/2023-2025/kamerstukken/kst-36200-XV-96/</loc>" in xml


def test_the_accessibility_statement_claims_no_status(loaded: None, client: Client) -> None:
    text = text_of(client, "/toegankelijkheid/")

    assert "Deze website heeft nog geen officiële status." in text
    assert "Laatst gecontroleerd op 24 november 2026" in text


def test_privacy_names_the_two_cookies(loaded: None, client: Client) -> None:
    text = text_of(client, "/privacy/")

    assert "sessionid Onthoudt dat u bent ingelogd" in text
    assert "csrftoken Controleert dat een formulier van deze website komt" in text


def test_a_visit_without_signing_in_sets_no_cookie(addresses: list[str], client: Client) -> None:
    for address in addresses:
        assert not client.get(address).cookies, address
