"""The parts of a method page, for a reader who looks for one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.components import Fact, Link

if TYPE_CHECKING:
    from knowledge.experience import Experience
    from knowledge.profile import MethodProfile

# The ids and headings of the template, in its order.
_PARTS: tuple[tuple[str, str | Promise], ...] = (
    ("wat", gettext_lazy("Wat is het?")),
    ("probleem", gettext_lazy("Voor welk probleem")),
    ("bewijs", gettext_lazy("Werkt het?")),
    ("niet", gettext_lazy("Waar werkte het niet?")),
    ("omstandigheden", gettext_lazy("Wanneer werkt het beter of slechter?")),
    ("onderzoeken", gettext_lazy("Onderzoeken")),
    ("aanpak", gettext_lazy("Zo werkt het")),
    ("anders", gettext_lazy("Wat mag anders?")),
    ("voorwaarden", gettext_lazy("Wat er geregeld moet zijn")),
    ("kosten", gettext_lazy("Wat het kost")),
    ("risicos", gettext_lazy("Risico's")),
    ("wie", gettext_lazy("Wie deed dit al?")),
    ("geleerd", gettext_lazy("Wat anderen leerden en schreven")),
    ("beginnen", gettext_lazy("Zo begint u")),
    ("materiaal", gettext_lazy("Materiaal")),
    ("gegevens", gettext_lazy("Gegevens")),
)


def method_contents() -> tuple[Link, ...]:
    """A link to every part."""
    return tuple(Link(str(title), f"#{part}") for part, title in _PARTS)


def short_answers(profile: MethodProfile, experience: Experience) -> tuple[Fact, ...]:
    """What a reader in a hurry asks: where it did not work comes right after whether it works."""
    for_whom, works, *others = profile.answers
    where_not = Fact(_("Waar werkte het niet?"), experience.where_not_in_short, part="#niet")
    return (for_whom, works, where_not, *others)
