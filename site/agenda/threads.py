"""The Agenda's part of the chain: goals, activities, and what activities lead to."""

from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.utils.translation import gettext
from wagtail.models import Page

from agenda.models import ActivityMethod, ActivityPage, ActivityPlace, GoalPage
from common.access import Viewer
from common.chain import Step
from common.components import Link
from common.pages import BasePage, IndexPage, ListedPageQuerySet

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
    addresses = Addresses()
    activities = ActivityPage.objects.visible_to(viewer).filter(goals=goal).in_order()
    return {Step.ACTIVITY: addresses.links(activities)} | _below(activities.values("pk"), viewer, addresses)


def _around_activity(activity: ActivityPage, viewer: Viewer) -> Links:
    addresses = Addresses()
    goals = GoalPage.objects.visible_to(viewer).filter(activities=activity).in_order()
    return {Step.GOAL: addresses.links(goals)} | _below([activity.pk], viewer, addresses)


def _around_page(page: Page, viewer: Viewer) -> Links:
    """The way back: the activities that lead to a page, and their goals."""
    addresses = Addresses()
    activities = ActivityPage.objects.visible_to(viewer).leading_to(page).in_order()
    goals = GoalPage.objects.visible_to(viewer).filter(activities__in=activities.values("pk")).distinct().in_order()
    return {Step.GOAL: addresses.links(goals), Step.ACTIVITY: addresses.links(activities)}


def _below(activities: Any, viewer: Viewer, addresses: "Addresses") -> dict[Step, list[Link]]:
    """The methods and other pages that these activities lead to, sorted by their step in the chain."""
    linked = ActivityMethod.objects.filter(activity__in=activities).values("method")
    methods = _method_model().objects.visible_to(viewer).filter(pk__in=linked).order_by("title")
    links = {Step.METHOD: addresses.links(methods)}
    visited = ActivityPlace.objects.filter(activity__in=activities).values("page")
    for place in ListedPageQuerySet(Page).visible_to(viewer).filter(pk__in=visited).order_by("title"):
        if _is_link_of_chain(place.specific_class):
            links.setdefault(place.specific_class.chain_step, []).extend(addresses.links([place]))
    return links


def _is_link_of_chain(model: Any) -> bool:
    """True for a page type that is one thing of a step, such as a circle; the overview of circles is not."""
    return issubclass(model, BasePage) and not issubclass(model, IndexPage) and model.chain_step is not None


def _method_model() -> Any:
    """The method page, known to this app by name only."""
    return apps.get_model("knowledge", "MethodPage")


class Addresses(SimpleNamespace):
    """Addresses of pages without a request. Wagtail keeps its table of site addresses on this object."""

    def links(self, pages: Iterable[Page]) -> list[Link]:
        """Links to pages; an example says so, because a link has no room for a mark."""
        return [Link(title=_title(page), url=page.get_url_parts(self)[2]) for page in pages]


def _title(page: Page) -> str:
    if getattr(page, "is_example", False):
        return gettext("%(title)s (voorbeeld)") % {"title": page.title}
    return str(page.title)
