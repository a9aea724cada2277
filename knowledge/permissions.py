"""Who may do what in the library, beyond what Wagtail's page permissions say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from common.access import Role, Viewer
from common.documents import can_list_document
from common.pages import can_list_page

if TYPE_CHECKING:
    from knowledge.models.attachment import Attachment
    from knowledge.models.record import Record


def can_assess(viewer: Viewer) -> bool:
    """True for people who may add an assessment of a method: reviewers and administrators."""
    return viewer.has_role(Role.REVIEWER, Role.ADMINISTRATOR)


def can_change_concepts(viewer: Viewer) -> bool:
    """True for people who may change, merge and move concepts: reviewers and administrators."""
    return viewer.has_role(Role.REVIEWER, Role.ADMINISTRATOR)


def can_see_backlog(viewer: Viewer) -> bool:
    """True for people who look after the library: editors, reviewers and administrators."""
    return viewer.has_role(Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR)


def can_list_record(viewer: Viewer, record: Record) -> bool:
    """True when an evaluation or a use case is published and its method may be listed.

    Without a public page of the method nobody knows what the record is about.
    """
    return record.live and can_list_page(viewer, record.method)


def can_list_attachment(viewer: Viewer, attachment: Attachment) -> bool:
    """True when an attachment may be linked or found: it is elsewhere, or its file is public."""
    return attachment.document is None or can_list_document(viewer, attachment.document)
