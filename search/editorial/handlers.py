"""What follows when the CMS saved or removed what editors decide about search."""

from typing import Any

from search.editorial.services import note_change


def decision_changed(sender: Any, **kwargs: Any) -> None:
    """Something was made, changed or removed, also together with something else."""
    note_change()
