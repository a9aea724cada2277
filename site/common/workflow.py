"""Approving: what Wagtail leaves open between submitting and publishing."""

from typing import Any

from django.db import transaction
from wagtail.models import TaskState, WorkflowMixin, WorkflowState

from common.completeness import refuse_incomplete

APPROVE = "approve"


def may_approve(instance: Any, user: Any) -> bool:
    """True when `instance` is somewhere in a workflow, and `user` may approve it there."""
    state = instance.current_workflow_state if isinstance(instance, WorkflowMixin) else None
    if state is None or state.current_task_state is None:
        return False
    actions = state.current_task_state.task.specific.get_actions(instance, user)
    return APPROVE in {name for name, _label, _modal in actions}


@transaction.atomic
def approve(instance: Any, user: Any) -> bool:
    """Approve the latest version, which publishes it when nobody else has to; return whether it is through.

    Without this, publishing what waits for approval would go into the history as a workflow that was cancelled. What
    went back to its writer is taken up again first.
    """
    if not may_approve(instance, user):
        return False
    state = instance.current_workflow_state
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    state.current_task_state.task.specific.on_action(state.current_task_state.specific, user, APPROVE)
    state.refresh_from_db()
    return bool(state.status == WorkflowState.STATUS_APPROVED)


def check_approved(sender: Any, instance: TaskState, **kwargs: Any) -> None:
    """Refuse the approval of something incomplete by raising ValidationError, which undoes it.

    Submitting asks for everything, but a version that a reviewer saved since then may lack something, and the button
    on the dashboard approves without a form.
    """
    revision = instance.workflow_state.content_object.get_latest_revision()
    refuse_incomplete(revision.as_object())
