"""Loads an edition of the Agenda: its page, its parts, and the documents about it."""

from typing import Any

from agenda.models import (
    ActivityPage,
    AgendaIndexPage,
    AreasPage,
    BudgetLine,
    BudgetPage,
    DocumentsPage,
    EditionPage,
    GoalPage,
    GrantPage,
    ParliamentaryDocument,
    ProgressReportPage,
    TimelinePage,
)
from agenda.services.loading import assign, identifier_of, place_page, read_content


def load_edition(name: str, index: AgendaIndexPage, *, fresh: bool) -> EditionPage:
    """Load the edition in the content folder `name` below the front page of the Agenda."""
    edition = place_page(EditionPage, index, key=name, values=read_content(f"{name}/edition"), fresh=fresh)
    for values in read_content(f"{name}/goals"):
        place_page(GoalPage, edition, key=values["key"], values=_without_key(values), fresh=fresh)
    budget = place_page(BudgetPage, edition, key=f"{name}/geld", values=read_content(f"{name}/budget"), fresh=fresh)
    for values in read_content(f"{name}/activities"):
        _place_activity(edition, budget, values, fresh=fresh)
    for model, file in ((TimelinePage, "timeline"), (AreasPage, "areas"), (GrantPage, "grant")):
        place_page(model, edition, key=f"{name}/{file}", values=read_content(f"{name}/{file}"), fresh=fresh)
    _load_documents(name, edition, fresh=fresh)
    for values in read_content(f"{name}/progress"):
        place_page(ProgressReportPage, edition, key=values["key"], values=_without_key(values), fresh=fresh)
    return edition


def _place_activity(edition: EditionPage, budget: BudgetPage, values: dict[str, Any], *, fresh: bool) -> None:
    """Place an activity; its goals are named by key, its budget line by the kind of money."""
    goals = [identifier_of(key) for key in values.get("goals", [])]
    kind = values.get("budget_line")
    plain = {name: value for name, value in values.items() if name not in {"key", "goals", "budget_line"}}
    related = {
        "goals": list(GoalPage.objects.filter(public_id__in=goals)),
        "budget_line": BudgetLine.objects.filter(page=budget, kind=kind).first() if kind else None,
    }
    place_page(ActivityPage, edition, key=values["key"], values=plain, related=related, fresh=fresh)


def _load_documents(name: str, edition: EditionPage, *, fresh: bool) -> None:
    content = read_content(f"{name}/documents")
    page = place_page(DocumentsPage, edition, key=f"{name}/kamerstukken", values=content["page"], fresh=fresh)
    for values in content["documents"]:
        _place_document(page, values, fresh=fresh)


def _place_document(page: DocumentsPage, values: dict[str, Any], *, fresh: bool) -> None:
    public_id = identifier_of(values["key"])
    document = ParliamentaryDocument.objects.filter(public_id=public_id).first()
    if document is not None and not fresh:
        return
    document = document or ParliamentaryDocument(public_id=public_id, live=False)
    assign(document, _without_key(values))
    document.pages = [page]
    document.full_clean()
    document.save()
    document.save_revision().publish()


def _without_key(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "key"}
