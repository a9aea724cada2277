"""Who reads the log."""

from common.access import Role, Viewer


def can_see_activity(viewer: Viewer) -> bool:
    """True for a beheerder: the log tells what colleagues did."""
    return viewer.has_role(Role.ADMINISTRATOR)
