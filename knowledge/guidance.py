"""How freely a method may be treated, and when it works better or worse: always all groups, also the empty ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from knowledge.enums import ModeratorDirection, PartRole

if TYPE_CHECKING:
    from knowledge.models.method import MethodPage


@dataclass(frozen=True)
class Remark:
    """One thing worth knowing; `source` says how it is known, and is empty where that is not asked."""

    text: str
    source: str = ""


@dataclass(frozen=True)
class RemarkGroup:
    """Remarks under one heading; `key` is the value of the role or direction."""

    key: str
    title: str
    remarks: tuple[Remark, ...]


def part_groups(method: MethodPage) -> tuple[RemarkGroup, ...]:
    """What has to stay, what may change, what nobody should do; nothing when the owner wrote none of it down."""
    parts = [block.value for block in method.parts]
    return tuple(
        RemarkGroup(role, str(role.label), tuple(Remark(part["text"]) for part in parts if part["role"] == role))
        for role in (PartRole if parts else ())
    )


def moderator_groups(method: MethodPage) -> tuple[RemarkGroup, ...]:
    """When it works better and when worse, with how that is known; nothing when neither was written down."""
    moderators = [block.value for block in method.moderators]

    def remark(moderator: dict[str, str]) -> Remark:
        source = moderator["source"]
        return Remark(moderator["text"], _("Bron: %(source)s") % {"source": source} if source else _("Zonder bron"))

    return tuple(
        RemarkGroup(way, str(way.label), tuple(remark(row) for row in moderators if row["direction"] == way))
        for way in (ModeratorDirection if moderators else ())
    )
