"""The Agenda's part of the chain: goals, activities, and what activities lead to."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.utils.translation import gettext
from wagtail.models import Page

from agenda.models import ActivityMethod, ActivityPage, GoalPage
from common.access import Viewer
from common.chain import Step
from common.components import Link

Links = Mapping[Step, Sequence[Link]]


def count_goals(viewer: Viewer) -> int:
    """How many goals of the current edition the viewer may see."""
    count: int = GoalPage.objects.of_current_edition(viewer).count()
    return count


def count_activities(viewer: Viewer) -> int:
    """How many activities of the current edition the viewer may see."""
    count: int = ActivityPage.objects.of_current_edition(viewer).count()
    return count


def agenda_links(subject: Any, viewer: Viewer) -> Links:
    """What hangs on a goal, an activity, or a page that an activity leads to."""
    if isinstance(subject, GoalPage):
        return _around_goal(subject, viewer)
    if isinstance(subject, ActivityPage):
        return _around_activity(subject, viewer)
    if isinstance(subject, Page):
        return _around_page(subject, viewer)
    return {}


def _around_goal(goal: GoalPage, viewer: Viewer) -> Links:
    activities = ActivityPage.objects.visible_to(viewer).filter(goals=goal).in_order()
    return {
        Step.ACTIVITY: _links(activities, goal),
        Step.METHOD: _links(_methods(activities.values("pk"), viewer), goal),
    }


def _around_activity(activity: ActivityPage, viewer: Viewer) -> Links:
    goals = GoalPage.objects.visible_to(viewer).filter(activities=activity).in_order()
    return {
        Step.GOAL: _links(goals, activity),
        Step.METHOD: _links(_methods([activity.pk], viewer), activity),
    }


def _around_page(page: Page, viewer: Viewer) -> Links:
    """The way back: the activities that lead to a page, and their goals."""
    activities = ActivityPage.objects.visible_to(viewer).leading_to(page).in_order()
    goals = GoalPage.objects.visible_to(viewer).filter(activities__in=activities.values("pk")).distinct().in_order()
    return {Step.GOAL: _links(goals, page), Step.ACTIVITY: _links(activities, page)}


def _methods(activities: Any, viewer: Viewer) -> Any:
    """The methods that these activities are linked to; the method page is known to this app by name only."""
    linked = ActivityMethod.objects.filter(activity__in=activities).values("method")
    methods = apps.get_model("knowledge", "MethodPage").objects
    return methods.visible_to(viewer).filter(pk__in=linked).order_by("title")


def _links(pages: Iterable[Page], subject: Page) -> list[Link]:
    """Links to pages. Wagtail's table of site addresses is read once and kept on `subject`."""
    return [Link(title=_title(page), url=page.get_url_parts(subject)[2]) for page in pages]


def _title(page: Page) -> str:
    """The title; an example says so, because a link has no room for a mark."""
    if getattr(page, "is_example", False):
        return gettext("%(title)s (voorbeeld)") % {"title": page.title}
    return str(page.title)
