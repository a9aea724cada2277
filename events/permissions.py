"""Who may do what for the conference."""

from common.access import Role, Viewer


def can_organise(viewer: Viewer) -> bool:
    """True for who runs the conference, and with that sees who is coming."""
    return viewer.has_role(Role.ORGANISER)
