"""Background tasks of circles."""

from django_tasks import task

from circles.services.places import circles_to_look_after, offer_places


@task()
def look_after_places() -> int:
    """Write off offers that are over and offer what is free; return how many places were offered."""
    return sum(offer_places(circle=circle) for circle in circles_to_look_after())


def has_places_to_look_after() -> bool:
    """True when a circle has such work."""
    return bool(circles_to_look_after().exists())
