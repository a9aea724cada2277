"""What a draft may lack, what publishing asks for, how it is said, and what a preview shows of it."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageLogEntry, TaskState, WorkflowState

from accounts.services import sync_roles
from common.access import Role
from common.completeness import missing_fields
from knowledge.editing import suggested_review
from knowledge.enums import Scheme
from knowledge.models import Evaluation, LibraryIndexPage, MethodIndexPage, MethodPage, UseCase
from tests.accounts.helpers import sign_in_as
from tests.knowledge.cms import (
    add_item,
    add_method,
    complete_method,
    edit_page,
    empty_item,
    empty_method,
    empty_record,
    rows,
    shown,
    snippet,
)
from tests.knowledge.factories import build_method, make_concept, make_evaluation, make_method, make_use_case

pytestmark = pytest.mark.django_db

ADVICE = "Vul dit aan of verbeter het, of bewaar het als concept. Wat u hebt ingevuld, is niet weg."
RECORDS = [pytest.param("evaluation", Evaluation, id="evaluation"), pytest.param("usecase", UseCase, id="use case")]


@pytest.fixture
def enter(person: Any) -> Any:
    """A browser of its own for each role: `enter(Role.EDITOR)`."""

    def sign_in(role: Role) -> Client:
        client = Client()
        sign_in_as(client, person(role))
        return client

    return sign_in


@pytest.fixture
def labels(db: None) -> dict[str, list[Any]]:
    return {
        "themes": [make_concept(Scheme.THEME, "onrust")],
        "target_groups": [make_concept(Scheme.TARGET_GROUP, "jongeren")],
        "settings": [make_concept(Scheme.SETTING, "school")],
    }


def text(response: Any) -> str:
    return response.content.decode()


# --- Drafts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "model"), RECORDS)
def test_a_draft_of_a_record_needs_a_name_and_a_method(
    index: MethodIndexPage, enter: Any, name: str, model: Any
) -> None:
    method = make_method(index)

    enter(Role.EDITOR).post(snippet(name, "add"), empty_record(method))

    record = model.objects.get()
    assert (record.title, record.live, record.period_from) == ("Nog uit te zoeken", False, None)


@pytest.mark.parametrize(("name", "model"), RECORDS)
def test_a_draft_without_a_name_is_refused(index: MethodIndexPage, enter: Any, name: str, model: Any) -> None:
    answer = enter(Role.EDITOR).post(snippet(name, "add"), empty_record(make_method(index), title=""))

    assert set(answer.context["form"].errors) == {"title"}
    assert not model.objects.exists()


@pytest.mark.parametrize("field", ["period_from", "filled_in_on"])
def test_the_database_publishes_nothing_without_its_dates(index: MethodIndexPage, field: str) -> None:
    use_case = make_use_case(make_method(index))

    with pytest.raises(IntegrityError), transaction.atomic():
        UseCase.objects.filter(pk=use_case.pk).update(**{field: None})
    UseCase.objects.filter(pk=use_case.pk).update(**{field: None}, live=False)


def test_a_day_to_look_again_is_suggested_for_what_is_new_only(index: MethodIndexPage, enter: Any) -> None:
    client = enter(Role.EDITOR)
    old = make_method(index)
    next_year = suggested_review(dt.date.today())  # noqa: DTZ011

    for address in (add_method(index), snippet("evaluation", "add"), snippet("usecase", "add")):
        assert client.get(address).context["form"]["review_on"].value() == next_year
    assert client.get(edit_page(old)).context["form"]["review_on"].value() is None
    client.post(add_method(index), empty_method(review_on=""))
    assert MethodPage.objects.get(slug="nieuwe-methode").review_on is None


@pytest.mark.parametrize(
    ("day", "later"), [("2026-11-24", "2027-11-24"), ("2028-02-29", "2029-02-28"), ("2027-02-28", "2028-02-28")]
)
def test_a_year_later(day: str, later: str) -> None:
    assert suggested_review(dt.date.fromisoformat(day)) == dt.date.fromisoformat(later)


# --- What is missing -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "action"), [(Role.EDITOR, "action-submit"), (Role.REVIEWER, "action-publish")])
def test_an_incomplete_method_is_refused_with_a_list_and_nothing_is_lost(
    index: MethodIndexPage, enter: Any, role: Role, action: str
) -> None:
    client = enter(role)
    client.post(add_method(index), empty_method())
    method = MethodPage.objects.get()
    costs = {
        "costs-TOTAL_FORMS": "1",
        "costs-0-basis": "",
        "costs-0-amount_from": "12",
        "costs-0-price_year": "",
        "costs-0-ORDER": "1",
    }
    stream = {
        "approach-count": "1",
        "approach-0-deleted": "",
        "approach-0-order": "0",
        "approach-0-type": "step",
        "approach-0-id": "",
        "approach-0-value-title": "Bel rond",
        "approach-0-value-text": "null",
        "approach-0-value-takes": "",
    }

    answer = client.post(
        edit_page(method), empty_method(audience="Ouders van pubers", **costs, **stream, **{action: "1"})
    )

    *_earlier, message = (str(message) for message in answer.context["messages"])
    assert ADVICE in message
    for label in ("Soort", "Samenvatting", "Doelgroepen", "Randvoorwaarden", "Wat we weten"):
        assert f"<li>{label}: Dit is een verplicht veld.</li>" in message
    assert "<li>Aanpak: Er ontbreekt iets in een onderdeel. Het staat bij dat onderdeel.</li>" in message
    assert "<li>Bedrag 1, Prijspeil: Dit is een verplicht veld.</li>" in message
    assert "Validation error" not in message
    assert answer.context["form"].errors["kind"] == ["Dit is een verplicht veld."]
    assert shown(answer.context["form"], "audience") == "Ouders van pubers"
    assert "Bel rond" in text(answer)
    assert not WorkflowState.objects.exists()
    method.refresh_from_db()
    assert not method.live


@pytest.mark.parametrize(("name", "model"), RECORDS)
@pytest.mark.parametrize(("role", "action"), [(Role.EDITOR, "action-submit"), (Role.REVIEWER, "action-publish")])
def test_an_incomplete_record_is_refused_with_a_list_and_nothing_is_lost(
    index: MethodIndexPage, enter: Any, name: str, model: Any, role: Role, action: str
) -> None:
    client = enter(role)
    method = make_method(index)
    client.post(snippet(name, "add"), empty_record(method))
    record = model.objects.get()

    answer = client.post(
        snippet(name, "edit", record.pk), empty_record(method, adaptations="Korter dan gepland", **{action: "1"})
    )

    *_earlier, message = (str(message) for message in answer.context["messages"])
    assert ADVICE in message
    for label in ("In het kort", "Gemeente of regio", "Van", "Thema's"):
        assert f"<li>{label}: Dit is een verplicht veld.</li>".replace("'", "&#x27;") in message
    assert shown(answer.context["form"], "adaptations") == "Korter dan gepland"
    assert not WorkflowState.objects.exists()
    record.refresh_from_db()
    assert not record.live


def test_a_draft_with_a_mistake_is_told_at_the_field_alone(index: MethodIndexPage, enter: Any) -> None:
    answer = enter(Role.EDITOR).post(add_method(index), empty_method(tagline="x" * 141))

    assert set(answer.context["form"].errors) == {"tagline"}


def test_what_is_missing_is_read_from_the_form(index: MethodIndexPage, labels: dict[str, list[Any]]) -> None:
    method, blank = build_method(**labels), MethodPage(title="Leeg", slug="leeg")

    assert missing_fields(method) == ()
    assert {"Soort", "Samenvatting", "Thema's", "Aanpak", "Doel"} <= set(missing_fields(blank))
    assert not {"Schaal", "Andere namen", "Titel"} & set(missing_fields(blank))
    assert missing_fields(make_use_case(make_method(index), **labels)) == ()
    assert "Thema's" in missing_fields(make_evaluation(make_method(index)))


# --- Approval --------------------------------------------------------------------------------------------------------


@pytest.fixture
def waiting(index: MethodIndexPage, person: Any, labels: dict[str, list[Any]]) -> MethodPage:
    """A complete method that an editor submitted."""
    method: MethodPage = make_method(index, live=False, title="Wacht op u", **labels)
    return submit(method, person(Role.EDITOR))


def submit(instance: Any, editor: Any) -> Any:
    instance.save_revision(user=editor)
    sync_roles()
    instance.get_workflow().start(instance, editor)
    return instance


def approve(client: Client, instance: Any) -> Any:
    """Press the button on the dashboard."""
    task = TaskState.objects.get()
    return client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[instance.pk, "approve", task.pk]),
        {"comment": ""},
        headers={"referer": "http://testserver/beheer/"},
        follow=True,
    )


def test_what_a_reviewer_made_incomplete_is_not_approved_from_the_dashboard(waiting: MethodPage, enter: Any) -> None:
    reviewer = enter(Role.REVIEWER)
    waiting.themes.clear()
    waiting.save_revision()

    answer = approve(reviewer, waiting)

    assert "‘Wacht op u’ is nog niet compleet. Er ontbreekt: Thema&#x27;s." in text(answer)
    waiting.refresh_from_db()
    assert not waiting.live
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS


def test_what_is_complete_is_approved_from_the_dashboard(waiting: MethodPage, enter: Any) -> None:
    approve(enter(Role.REVIEWER), waiting)

    waiting.refresh_from_db()
    assert waiting.live
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED


def test_publishing_what_waits_is_approving_it(waiting: MethodPage, enter: Any, labels: dict[str, list[Any]]) -> None:
    answer = enter(Role.REVIEWER).post(
        edit_page(waiting),
        complete_method(labels, title="Door de beoordelaar", slug=waiting.slug, **{"action-publish": "1"}),
        follow=True,
    )

    assert "‘Door de beoordelaar’ is goedgekeurd." in text(answer)
    waiting.refresh_from_db()
    assert (waiting.live, waiting.title) == (True, "Door de beoordelaar")
    [task] = TaskState.objects.all()
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED
    assert PageLogEntry.objects.filter(page=waiting.pk, action="wagtail.publish").count() == 1
    assert (task.status, task.finished_by.email) == (TaskState.STATUS_APPROVED, "beoordelaar@example.org")


def test_publishing_what_went_back_to_its_writer_is_approving_it(
    waiting: MethodPage, enter: Any, person: Any, labels: dict[str, list[Any]]
) -> None:
    TaskState.objects.get().reject(user=person(Role.REVIEWER))

    enter(Role.REVIEWER).post(edit_page(waiting), complete_method(labels, slug=waiting.slug, **{"action-publish": "1"}))

    waiting.refresh_from_db()
    assert waiting.live
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED


def test_who_may_approve_is_not_offered_to_publish(waiting: MethodPage, enter: Any, index: MethodIndexPage) -> None:
    reviewer = enter(Role.REVIEWER)
    published = make_method(index)

    assert 'name="action-publish"' not in text(reviewer.get(edit_page(waiting)))
    assert 'name="action-publish"' in text(reviewer.get(edit_page(published)))


def test_publishing_a_record_that_waits_is_approving_it(
    index: MethodIndexPage, enter: Any, person: Any, labels: dict[str, list[Any]]
) -> None:
    use_case = submit(make_use_case(make_method(index), live=False, **labels), person(Role.EDITOR))
    form = {field: value for field, value in use_case.serializable_data().items() if value is not None}
    reviewer = enter(Role.REVIEWER)
    assert 'name="action-publish"' not in text(reviewer.get(snippet("usecase", "edit", use_case.pk)))

    reviewer.post(snippet("usecase", "edit", use_case.pk), form | {"action-publish": "1"})

    use_case.refresh_from_db()
    assert use_case.live
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED


def test_an_incomplete_page_stops_publishing_in_bulk(index: MethodIndexPage, enter: Any, labels: Any) -> None:
    complete = make_method(index, live=False, **labels)
    incomplete = make_method(index, live=False, title="Half werk", **(labels | {"settings": []}))
    for method in (complete, incomplete):
        method.save_revision()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    answer = enter(Role.REVIEWER).post(
        f"{bulk}?id={complete.pk}&id={incomplete.pk}", {"include_descendants": ""}, follow=True
    )

    assert "‘Half werk’ is nog niet compleet. Er ontbreekt: Plekken." in text(answer)
    assert not MethodPage.objects.live().exists()


# --- Checked by the editors ------------------------------------------------------------------------------------------


@time_machine.travel("2026-05-03T10:00:00+02:00", tick=False)
@pytest.mark.parametrize(("role", "checked"), [(Role.EDITOR, False), (Role.REVIEWER, True)])
def test_only_a_reviewer_says_that_the_facts_were_checked(
    index: MethodIndexPage, enter: Any, role: Role, checked: bool
) -> None:
    client = enter(role)

    client.post(snippet("usecase", "add"), empty_record(make_method(index), is_checked="on"))

    use_case = UseCase.objects.get()
    assert use_case.is_checked is checked
    assert use_case.checked_on == (dt.date(2026, 5, 3) if checked else None)
    assert getattr(use_case.checked_by, "email", None) == ("beoordelaar@example.org" if checked else None)


def test_a_check_is_taken_back_with_its_day_and_its_name(index: MethodIndexPage, enter: Any, person: Any) -> None:
    method = make_method(index)
    use_case = make_use_case(
        method, live=False, is_checked=True, checked_on=dt.date(2026, 5, 3), checked_by=person(Role.REVIEWER)
    )

    enter(Role.REVIEWER).post(snippet("usecase", "edit", use_case.pk), empty_record(method))

    use_case.refresh_from_db()
    assert (use_case.is_checked, use_case.checked_on, use_case.checked_by) == (False, None, None)


def test_visitors_read_on_which_day_it_was_checked_and_not_by_whom(
    index: MethodIndexPage, client: Client, person: Any
) -> None:
    checked = make_use_case(
        make_method(index), is_checked=True, checked_on=dt.date(2026, 5, 3), checked_by=person(Role.REVIEWER)
    )
    earlier = make_use_case(make_method(index), is_checked=True)

    page = text(client.get(checked.get_absolute_url()))
    assert "Gecontroleerd door de redactie op 3 mei 2026" in page
    assert "Vera" not in page
    assert "Gecontroleerd door de redactie op" not in text(client.get(earlier.get_absolute_url()))


# --- Preview ---------------------------------------------------------------------------------------------------------


def test_a_method_is_previewed_while_it_is_almost_empty(index: MethodIndexPage, enter: Any) -> None:
    client = enter(Role.EDITOR)
    address = reverse("wagtailadmin_pages:preview_on_add", args=["knowledge", "methodpage", index.pk])

    sent = client.post(address, empty_method(tagline="Praten op straat"))
    page = client.get(address)

    assert sent.json() == {"is_valid": True, "is_available": True}
    assert page.status_code == 200
    # The CMS shows it in a frame; elsewhere it is as strict as the page that visitors get.
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in page.headers["Content-Security-Policy"]
    assert "Praten op straat" in text(page)


@pytest.mark.parametrize("kind", ["publicationpage", "lessonpage"])
def test_a_publication_and_a_lesson_start_with_a_title(library: LibraryIndexPage, enter: Any, kind: str) -> None:
    editor = enter(Role.EDITOR)
    preview = reverse("wagtailadmin_pages:preview_on_add", args=["knowledge", kind, library.pk])

    sent = editor.post(preview, empty_item())
    shown_page = editor.get(preview)
    editor.post(add_item(kind, library), empty_item())
    page = Page.objects.get(slug="nog-te-schrijven")
    refused = editor.post(edit_page(page), empty_item(**{"action-submit": "1"}))

    assert sent.json() == {"is_valid": True, "is_available": True}
    assert shown_page.status_code == 200
    assert "Nog te schrijven" in text(shown_page)
    *_earlier, message = (str(message) for message in refused.context["messages"])
    assert ADVICE in message
    assert "Thema&#x27;s: Dit is een verplicht veld." in message
    assert not WorkflowState.objects.exists()
    assert not page.live


@pytest.mark.parametrize("name", ["evaluation", "usecase"])
def test_a_record_is_previewed_while_it_is_almost_empty(index: MethodIndexPage, enter: Any, name: str) -> None:
    client = enter(Role.EDITOR)
    method = make_method(index)
    address = snippet(name, "preview_on_add")

    sent = client.post(address, empty_record(method, summary="In twee straten."))
    page = client.get(address)

    assert sent.json() == {"is_valid": True, "is_available": True}
    assert page.status_code == 200
    # The CMS shows it in a frame; elsewhere it is as strict as the page that visitors get.
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in page.headers["Content-Security-Policy"]
    assert "In twee straten." in text(page)


def test_the_form_of_a_record_has_rows_for_its_outcomes(enter: Any) -> None:
    page = text(enter(Role.EDITOR).get(snippet("evaluation", "add")))

    assert all(f'name="{name}"' in page for name in rows("outcomes"))
