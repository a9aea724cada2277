"""How many places a circle has left: counted when it is asked, and kept nowhere."""

from dataclasses import dataclass

from circles.models import Circle


@dataclass(frozen=True)
class Places:
    """The places of a circle. `offered` are kept for people until they answer; `waiting` stand in line for one."""

    total: int
    seated: int
    offered: int
    waiting: int

    @property
    def free(self) -> int:
        """How many the waiting list may have."""
        return max(0, self.total - self.seated - self.offered)

    @property
    def free_for_newcomers(self) -> int:
        """How many are left for who did not wait: nobody passes the people in line."""
        return max(0, self.free - self.waiting)


def places_from(circle: Circle) -> Places:
    """The places of a circle that was read with `with_places`."""
    counted: dict[str, int] = {name: getattr(circle, name) for name in ("seated", "offered", "waiting")}
    return Places(total=circle.max_members, **counted)


def places_of(circle: Circle) -> Places:
    """The places of a circle now, in one query."""
    return places_from(Circle.objects.with_places().get(pk=circle.pk))
