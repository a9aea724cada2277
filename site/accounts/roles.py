"""What each role means, in the words of the people who hold it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.access import Role


@dataclass(frozen=True)
class RoleText:
    """A role as people read it: its name, and what somebody who holds it does here."""

    title: str | Promise
    duties: str | Promise


ROLE_TEXTS: Mapping[Role, RoleText] = {
    Role.EDITOR: RoleText(_("Redacteur"), _("schrijft en verbetert pagina’s, en biedt ze aan ter beoordeling")),
    Role.REVIEWER: RoleText(_("Beoordelaar"), _("beoordeelt wat redacteuren aanbieden, en publiceert het")),
    Role.FACILITATOR: RoleText(_("Begeleider"), _("begeleidt leerkringen")),
    Role.ORGANISER: RoleText(_("Organisator"), _("organiseert de conferentie")),
    Role.ADMINISTRATOR: RoleText(_("Beheerder"), _("beheert de site, de accounts en de rollen")),
}


def role_texts(roles: Iterable[Role]) -> tuple[RoleText, ...]:
    """The texts of `roles`, always in the same order."""
    held = frozenset(roles)
    return tuple(text for role, text in ROLE_TEXTS.items() if role in held)
