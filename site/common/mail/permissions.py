"""Who sees what was mailed."""

from common.access import Role, Viewer


def can_see_mail(viewer: Viewer) -> bool:
    """True for a beheerder: who looks after the site also looks after its mail."""
    return viewer.has_role(Role.ADMINISTRATOR)
