"""Who sees the register of processing and what was erased."""

from common.access import Role, Viewer


def can_see_privacy(viewer: Viewer) -> bool:
    """True for a beheerder, who answers for the personal data on the site."""
    return viewer.has_role(Role.ADMINISTRATOR)
