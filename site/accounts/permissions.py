"""What an account may do, as far as its roles say so."""

from common.access import Role, Viewer

# Those with a row in `services.PAGE_ACTIONS`.
CMS_ROLES = (Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR)


def works_in_cms(viewer: Viewer) -> bool:
    """True for who sees the CMS; the same as its permission of access, without asking the database for that."""
    return viewer.has_role(*CMS_ROLES)
