"""How large and how densely built a place is, in the classes that everything on the site uses."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SizeClass(TextChoices):
    """How many people live in the municipality."""

    SMALL = "tot-30000", _("Tot 30.000 inwoners")
    MEDIUM = "30000-100000", _("30.000 tot 100.000 inwoners")
    LARGE = "vanaf-100000", _("100.000 inwoners of meer")
    SEVERAL = "verschillend", _("Meer gemeenten, verschillend van grootte")
    UNKNOWN = "onbekend", _("Onbekend")


class Urbanity(TextChoices):
    """How densely the place is built: the five classes of Statistics Netherlands (CBS)."""

    VERY_STRONG = "zeer-sterk", _("Zeer sterk stedelijk")
    STRONG = "sterk", _("Sterk stedelijk")
    MODERATE = "matig", _("Matig stedelijk")
    LITTLE = "weinig", _("Weinig stedelijk")
    NONE = "niet", _("Niet stedelijk")
    SEVERAL = "verschillend", _("Verschillend")
    UNKNOWN = "onbekend", _("Onbekend")


# The classes of Statistics Netherlands, by their number in its tables.
URBANITY_CLASSES = (Urbanity.VERY_STRONG, Urbanity.STRONG, Urbanity.MODERATE, Urbanity.LITTLE, Urbanity.NONE)


def size_class_of(inhabitants: int) -> SizeClass:
    """The class of a municipality with this many inhabitants."""
    if inhabitants < 30_000:
        return SizeClass.SMALL
    return SizeClass.MEDIUM if inhabitants < 100_000 else SizeClass.LARGE
