"""An edition at a glance: its goals with their activities, its other pages, and the figures that matter."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Sum
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from wagtail.models import Page

from agenda.models.activity import ActivityPage
from agenda.models.areas import AreasPage
from agenda.models.budget import BudgetPage
from agenda.models.goal import GoalPage
from agenda.money import euros
from agenda.tables import activity_table
from common.access import Viewer
from common.components import CardItem, Fact, Table
from common.pages import ListedPageQuerySet


@dataclass(frozen=True)
class EditionOverview:
    """What the front page of the Agenda and the page of an edition show of it."""

    goals: tuple[CardItem, ...]
    goal_basis: str
    activities: Table | None
    parts: tuple[CardItem, ...]
    facts: tuple[Fact, ...]


def edition_overview(edition: Page, viewer: Viewer, request: HttpRequest) -> EditionOverview:
    """Gather an edition in a fixed number of queries, whatever the number of goals and activities."""
    children = ListedPageQuerySet(Page).child_of(edition).visible_to(viewer)
    goals = list(GoalPage.objects.child_of(edition).visible_to(viewer).in_order())
    activities = list(
        ActivityPage.objects.child_of(edition).visible_to(viewer).with_state().in_order().prefetch_related("goals")
    )
    parts = [page for page in children if page.specific_class not in {GoalPage, ActivityPage}]
    return EditionOverview(
        goals=tuple(_goal(goal, activities, request) for goal in goals),
        goal_basis=_basis(goals),
        activities=activity_table(activities, request),
        parts=tuple(_part(page, edition, request) for page in parts),
        facts=_facts(edition, parts, viewer, request, goals=len(goals), activities=len(activities)),
    )


def _goal(goal: GoalPage, activities: Sequence[ActivityPage], request: HttpRequest) -> CardItem:
    count = sum(goal in activity.goals.all() for activity in activities)
    return CardItem(
        kind="agenda",
        kind_label=goal.numbered_label,
        title=goal.title,
        url=goal.get_url(request),
        summary=goal.intro,
        meta=(_activities(count),) if count else (),
    )


def _basis(goals: Sequence[GoalPage]) -> str:
    """How we know the goals, when that is the same for all of them."""
    found = {goal.basis for goal in goals}
    return found.pop() if len(found) == 1 else ""


def _activities(count: int) -> str:
    return ngettext("%(count)d activiteit", "%(count)d activiteiten", count) % {"count": count}


def _part(page: Page, edition: Page, request: HttpRequest) -> CardItem:
    return CardItem(
        kind="agenda",
        kind_label=edition.title,
        title=page.title,
        url=page.get_url(request),
        summary=page.search_description,
    )


def _facts(
    edition: Page, parts: Sequence[Page], viewer: Viewer, request: HttpRequest, *, goals: int, activities: int
) -> tuple[Fact, ...]:
    """The figures of an edition. Money and areas are counted only where their pages can be seen."""
    addresses = {page.specific_class: page.get_url(request) for page in parts}
    facts = [
        Fact(label=gettext("Looptijd"), value=edition.years),
        Fact(label=ngettext("Doel", "Doelen", goals), value=str(goals)),
        Fact(label=ngettext("Activiteit", "Activiteiten", activities), value=str(activities)),
    ]
    if BudgetPage in addresses:
        lines = BudgetPage.objects.child_of(edition).visible_to(viewer).aggregate(total=Sum("lines__amount"))
        value = gettext("gemiddeld %(amount)s per jaar") % {"amount": euros(lines["total"] or 0)}
        facts.append(Fact(label=gettext("Geld"), value=value, url=addresses[BudgetPage]))
    if AreasPage in addresses:
        areas = AreasPage.objects.child_of(edition).visible_to(viewer).aggregate(count=Count("areas"))["count"]
        facts.append(Fact(label=gettext("Gebieden"), value=str(areas), url=addresses[AreasPage]))
    return tuple(facts)
