"""Who may do what with search."""

from common.access import Role, Viewer


def can_steer_search(viewer: Viewer) -> bool:
    """True for people who decide which words belong together and which pages come first."""
    return viewer.has_role(Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR)
