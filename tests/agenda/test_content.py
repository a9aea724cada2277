"""The content that comes with the project: loaded once, kept from then on, and every fact with its source."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, Revision, Site

from agenda.models import (
    EDITION_PAGES,
    ActivityPage,
    AgendaIndexPage,
    AreasPage,
    BudgetPage,
    ContentPage,
    DocumentsPage,
    EditionPage,
    GoalPage,
    GrantPage,
    HomePage,
    ParliamentaryDocument,
    ProgressReportPage,
    Source,
    TimelinePage,
)
from agenda.models.edition import CHAPTERS
from agenda.services import link_methods, load_content

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(loaded: None) -> HomePage:
    return HomePage.objects.get()


def counts() -> dict[str, int]:
    models = (Page, Revision, Source, ParliamentaryDocument, *EDITION_PAGES, ContentPage)
    return {model.__name__: model.objects.count() for model in models}


def test_loading_makes_the_whole_agenda(home: HomePage) -> None:
    found = {model: model.objects.live().count() for model in (*EDITION_PAGES, AgendaIndexPage)}

    assert found == {
        AgendaIndexPage: 1,
        EditionPage: 1,
        GoalPage: 5,
        ActivityPage: 7,
        BudgetPage: 1,
        TimelinePage: 1,
        AreasPage: 1,
        GrantPage: 1,
        DocumentsPage: 1,
        ProgressReportPage: 3,
    }
    assert ParliamentaryDocument.objects.filter(live=True).count() == 2
    assert sorted(ContentPage.objects.values_list("slug", flat=True)) == ["over", "privacy", "toegankelijkheid"]


def test_loading_twice_changes_nothing(home: HomePage) -> None:
    before = counts()

    assert load_content() == home
    assert counts() == before


def test_the_identifiers_are_the_same_on_every_machine(home: HomePage) -> None:
    assert str(EditionPage.objects.get().public_id) == "99ccd154-5d98-5c01-8aca-39707dd99a7f"


def test_changes_by_editors_are_kept(home: HomePage) -> None:
    goal = GoalPage.objects.get(number=1)
    goal.title, goal.slug = "Andere titel", "andere-titel"
    goal.save_revision().publish()
    ParliamentaryDocument.objects.update(title="Andere titel")
    Source.objects.update(name="andere naam")

    load_content()

    assert list(GoalPage.objects.filter(number=1).values_list("title", flat=True)) == ["Andere titel"]
    assert set(ParliamentaryDocument.objects.values_list("title", flat=True)) == {"Andere titel"}
    assert set(Source.objects.values_list("name", flat=True)) == {"andere naam"}


def test_fresh_puts_the_text_back(home: HomePage) -> None:
    goal = GoalPage.objects.get(number=1)
    identifier = goal.public_id
    goal.title = "Andere titel"
    goal.save_revision().publish()
    before = {name: count for name, count in counts().items() if name != "Revision"}

    load_content(fresh=True)

    goal.refresh_from_db()
    assert (goal.title, goal.public_id) == ("Meer kennis over wat werkt", identifier)
    assert {name: count for name, count in counts().items() if name != "Revision"} == before


def test_a_page_that_an_editor_made_at_the_same_address_is_used(home: HomePage) -> None:
    page = ContentPage.objects.get(slug="privacy")
    ContentPage.objects.filter(pk=page.pk).update(public_id="00000000-0000-4000-8000-000000000001", title="Van ons")

    load_content()

    assert ContentPage.objects.get(slug="privacy").title == "Van ons"


def test_the_site_has_the_address_of_the_settings_and_no_welcome_page(home: HomePage) -> None:
    site = Site.objects.get()

    assert (site.hostname, site.port, site.root_page_id, site.is_default_site) == ("testserver", 80, home.pk, True)
    assert list(Page.objects.filter(depth=2)) == [home.page_ptr]


def test_a_page_of_an_editor_called_home_is_not_taken_for_the_welcome_page(home: HomePage) -> None:
    root = Page.get_first_root_node()
    kept = root.add_child(instance=HomePage(title="Thuis", slug="home", heading="Thuis", intro="Thuis"))

    load_content()

    assert Page.objects.filter(pk=kept.pk).exists()


def test_every_page_of_the_agenda_says_where_its_facts_come_from(home: HomePage) -> None:
    edition = EditionPage.objects.get()
    for name, _heading in CHAPTERS:
        assert bool(getattr(edition, name)) == bool(getattr(edition, f"{name}_source")), name
    for model in (GoalPage, ActivityPage, BudgetPage, AreasPage, GrantPage, DocumentsPage, ProgressReportPage):
        for page in model.objects.all():
            assert [block.value["source"] for block in page.sections].count(None) == 0, page
            assert page.sections, page


def test_every_row_has_a_source(home: HomePage) -> None:
    rows: list[Any] = [*TimelinePage.objects.get().events.all(), *BudgetPage.objects.get().lines.all()]
    for activity in ActivityPage.objects.all():
        rows += [*activity.milestones.all(), *activity.status_changes.all()]
    sources = [row.source for row in rows] + [block.value["source"] for block in GrantPage.objects.get().rounds]

    assert len(rows) == 4 + 2 + 4 + 1
    assert None not in [*sources, AreasPage.objects.get().areas_source]


def test_goals_and_activities_are_said_to_be_derived(home: HomePage) -> None:
    basis = {page.basis for model in (GoalPage, ActivityPage) for page in model.objects.all()}

    assert basis == {"afgeleid uit de nota van 6 februari 2023"}


def test_the_money_is_divided_as_far_as_the_memo_divides_it(home: HomePage) -> None:
    lines = BudgetPage.objects.get().lines.all()

    assert [(line.kind, line.amount) for line in lines] == [("grant", 2_000_000), ("other", 1_483_000)]


def test_the_areas_are_twenty_in_nineteen_municipalities(home: HomePage) -> None:
    areas = list(AreasPage.objects.get().areas.all())

    assert len(areas) == 20
    assert len({area.gm_code for area in areas}) == 19
    assert {(area.name, area.municipality, area.province) for area in areas} >= {
        ("Amsterdam Nieuw-West", "Amsterdam", "Noord-Holland"),
        ("Zaandam-Oost", "Zaanstad", "Noord-Holland"),
        ("Roosendaal (stad)", "Roosendaal", "Noord-Brabant"),
    }


def test_activities_hang_on_their_goals_and_money(home: HomePage) -> None:
    by_slug = {activity.slug: activity for activity in ActivityPage.objects.all()}

    goals = {slug: [goal.number for goal in activity.goals.order_by("number")] for slug, activity in by_slug.items()}
    assert goals == {
        "evaluatieonderzoek": [1, 2],
        "methoden-testen": [2],
        "leerkringen": [3],
        "conferentie": [3],
        "bijdrage-spuk": [4],
        "buiten-nplv-gebieden": [],
        "tweede-kamer-informeren": [],
    }
    kinds = {slug: activity.budget_line and activity.budget_line.kind for slug, activity in by_slug.items()}
    assert kinds == {
        "evaluatieonderzoek": "other",
        "methoden-testen": None,
        "leerkringen": "other",
        "conferentie": "other",
        "bijdrage-spuk": "grant",
        "buiten-nplv-gebieden": "other",
        "tweede-kamer-informeren": None,
    }


def test_the_documents_have_their_official_numbers(home: HomePage) -> None:
    codes = {document.numbers[0].code for document in ParliamentaryDocument.objects.all()}

    assert codes == {"kst-36200-XV-96", "kst-30821-114"}


def test_linking_without_a_library_leaves_the_activities_for_later(home: HomePage) -> None:
    before = counts()

    link_methods()

    assert counts() == before


def test_every_address_of_the_agenda_answers(home: HomePage, client: Client) -> None:
    pages = Page.objects.filter(depth__gte=2)
    answers = {page.get_url(): client.get(page.get_url()).status_code for page in pages}

    assert set(answers.values()) == {200}
    assert len(answers) == pages.count() == 26
