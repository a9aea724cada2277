"""What waits for somebody who works in the CMS: to review, to improve, to finish."""

from django.db.models import F, Model, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, GroupApprovalTask, Page, Revision, TaskState, WorkflowState
from wagtail.snippets.models import get_snippet_models

from accounts.models import User
from accounts.permissions import works_in_cms
from common.access import Viewer
from common.components import Link
from common.my_page import SHOWN, MyItem, MySection


def to_review(user: User, viewer: Viewer) -> MySection | None:
    """What others offered, and this person may approve; what waits longest first."""
    if not works_in_cms(viewer):
        return None
    waiting = _reviewable_by(user).select_related("revision__content_type", "revision__user")
    found = list(waiting.order_by("started_at", "pk")[: SHOWN + 1])
    items = tuple(
        _item(state.revision, _("van %(name)s") % {"name": state.revision.user} if state.revision.user else "")
        for state in found[:SHOWN]
    )
    more = Link(_("Alles wat op u wacht"), reverse("wagtailadmin_home")) if len(found) > SHOWN else None
    return MySection(_("Te beoordelen"), items, more)


def offered(user: User, viewer: Viewer) -> MySection | None:
    """What this person offered and was not decided on; what came back stands first."""
    if not works_in_cms(viewer):
        return None
    open_states = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    states = (
        WorkflowState.objects.filter(requested_by=user, status__in=open_states)
        .exclude(current_task_state=None)
        .select_related("current_task_state__revision__content_type")
        .order_by(F("status").desc(), "-created_at", "-pk")[:SHOWN]
    )
    notes = {
        WorkflowState.STATUS_IN_PROGRESS: _("wacht op een beoordelaar"),
        WorkflowState.STATUS_NEEDS_CHANGES: _("kwam terug: pas het aan"),
    }
    return MySection(
        _("Aangeboden ter beoordeling"),
        tuple(_item(state.current_task_state.revision, notes[state.status]) for state in states),
    )


def drafts(user: User, viewer: Viewer) -> MySection | None:
    """What this person wrote last and is not published; the latest first."""
    if not works_in_cms(viewer):
        return None
    newest = Q(pk__in=_latest_drafts(Page))
    for model in get_snippet_models():
        if issubclass(model, DraftStateMixin):
            newest |= Q(pk__in=_latest_drafts(model))
    mine = Revision.objects.filter(newest, user=user).select_related("content_type").order_by("-created_at", "-pk")
    items = tuple(_item(revision, _saved(revision)) for revision in mine[:SHOWN])
    return MySection(_("Uw concepten"), items)


def _reviewable_by(user: User) -> QuerySet[TaskState]:
    """What Wagtail's `reviewable_by` gives for approval by groups, the only kind of task here, in one query."""
    waiting: QuerySet[TaskState] = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__active=True)
    if user.is_superuser:
        return waiting
    return waiting.filter(task__in=GroupApprovalTask.objects.filter(groups__user=user))


def _latest_drafts(model: type[Model]) -> QuerySet[Model, dict[str, int]]:
    """The revisions that are newer than what visitors see, as a query within another."""
    return model._base_manager.filter(has_unpublished_changes=True).values("latest_revision_id")


def _saved(revision: Revision) -> str:
    moment = localtime(revision.created_at)
    return _("bewaard op %(day)s") % {"day": date_format(moment, "j F Y, H.i") + _(" uur")}


def _item(revision: Revision, note: str) -> MyItem:
    """A link to the form of what a revision is of. A revision knows its title, so nothing else is asked for."""
    return MyItem(title=revision.object_str, url=_edit_url(revision), note=note)


def _edit_url(revision: Revision) -> str:
    model = revision.content_type.model_class()
    if issubclass(model, Page):
        return reverse("wagtailadmin_pages:edit", args=[revision.object_id])
    return reverse(model.snippet_viewset.get_url_name("edit"), args=[revision.object_id])
