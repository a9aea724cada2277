"""Who decides where somebody works, when an e-mail address does not tell."""

from common.access import Role, Viewer


def can_decide_affiliations(viewer: Viewer) -> bool:
    """True for a beheerder, who looks after the accounts."""
    return viewer.has_role(Role.ADMINISTRATOR)
