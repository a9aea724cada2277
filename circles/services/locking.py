"""The lock that every verb takes that uses up a place or ends a role: the circle first, and then nothing else."""

from django.utils.translation import gettext as _

from circles.errors import CircleStateError
from circles.models import Circle


def lock(circle: Circle) -> Circle:
    """Read a circle again and hold it until the end of the transaction: others who lock it wait."""
    return Circle.objects.select_for_update().get(pk=circle.pk)


def lock_living(circle: Circle) -> Circle:
    """The same, for what can only be done while a circle lives.

    Raises CircleStateError when it is a draft, or was closed.
    """
    locked = lock(circle)
    if not locked.is_living:
        raise CircleStateError(_("Deze leerkring is niet open voor deelnemers."))
    return locked
