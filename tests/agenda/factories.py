"""Makes small editions: every page is published below its parent, with the least that its type asks for."""

import datetime as dt
from itertools import count
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from agenda.models import (
    ActivityPage,
    AgendaIndexPage,
    DocumentsPage,
    DossierReference,
    EditionPage,
    GoalPage,
    HomePage,
    ParliamentaryDocument,
    Source,
)

CHECKED_ON = dt.date(2026, 11, 24)
_numbers = count(1)


def make_home(root: Page) -> HomePage:
    return add(root, HomePage, title="Voorpagina", slug="voorpagina", heading="Weten wat werkt", intro="Inleiding.")


def add(parent: Page, model: type, **fields: Any) -> Any:
    """A published page below `parent`; the search description follows from the title."""
    number = next(_numbers)
    now = timezone.now()
    fields = {"title": f"Pagina {number}", "slug": f"pagina-{number}"} | fields
    fields.setdefault("search_description", f"Over {fields['title']}.")
    parent.refresh_from_db()
    return parent.add_child(instance=model(first_published_at=now, last_published_at=now, **fields))


def add_part(edition: Page, model: type, **fields: Any) -> Any:
    """A part of an edition."""
    return add(edition, model, **{"intro": "Inleiding.", "checked_on": CHECKED_ON} | fields)


def make_index(home: Page) -> AgendaIndexPage:
    return add(home, AgendaIndexPage, title="Agenda", slug="agenda", intro="Wat er is afgesproken.")


def make_edition(index: Page, **fields: Any) -> EditionPage:
    return add(
        index,
        EditionPage,
        **{"title": "Agenda 2023-2025", "slug": "2023-2025", "intro": "Kort.", "first_year": 2023, "last_year": 2025}
        | fields,
    )


def add_goal(edition: Page, **fields: Any) -> GoalPage:
    return add_part(edition, GoalPage, **{"number": 1} | fields)


def add_activity(edition: Page, *goals: GoalPage, **fields: Any) -> ActivityPage:
    page = add_part(edition, ActivityPage, **fields)
    if goals:
        page.goals = list(goals)
        page.save()
    return page


def make_document(*pages: DocumentsPage, numbers: tuple[str, ...] = (), live: bool = True, **fields: Any) -> Any:
    """A document with numbers, by default one that no other document has."""
    numbers = numbers or (f"30 821, nr. {next(_numbers)}",)
    document = ParliamentaryDocument(
        **{"title": "Een brief", "kind": "letter", "summary": "Wat erin staat.", "checked_on": CHECKED_ON} | fields,
        live=False,
    )
    document.references = [DossierReference(number=number) for number in numbers]
    document.pages = list(pages)
    document.save()
    if live:
        document.save_revision().publish()
        document.refresh_from_db()
    return document


def make_source(**fields: Any) -> Source:
    return Source.objects.create(
        **{"key": f"bron-{next(_numbers)}", "name": "een nota", "kind": "memo", "checked_on": CHECKED_ON} | fields
    )
