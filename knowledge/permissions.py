"""Who may do what in the library, beyond what Wagtail's page permissions say."""

from common.access import Role, Viewer


def can_assess(viewer: Viewer) -> bool:
    """True for people who may add an assessment of a method: reviewers and administrators."""
    return viewer.has_role(Role.REVIEWER, Role.ADMINISTRATOR)
