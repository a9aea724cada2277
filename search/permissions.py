"""Who may do what with search."""

from typing import TYPE_CHECKING

from common.access import Role, Viewer

if TYPE_CHECKING:
    from search.models import SavedSearch


def can_steer_search(viewer: Viewer) -> bool:
    """True for people who decide which words belong together and which pages come first."""
    return viewer.has_role(Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR)


def can_use_saved_search(viewer: Viewer, saved: "SavedSearch") -> bool:
    """True for its owner; the queryset is `SavedSearch.objects.owned_by`."""
    return viewer.user_id is not None and viewer.user_id == saved.owner_id
