"""The example circles of the demo."""

import pytest

from circles.models import Circle, CircleIndexPage, CirclePage
from circles.services import load_sample
from tests.circles.factories import make_person

pytestmark = pytest.mark.django_db


def test_the_examples_are_marked_and_made_once(index: CircleIndexPage) -> None:
    facilitator, member = make_person("begeleider"), make_person("deelnemer")

    load_sample(facilitator=facilitator, member=member)
    Circle.objects.filter(title__startswith="Samen").update(title="Veranderd")
    load_sample(facilitator=facilitator, member=member)

    assert Circle.objects.filter(is_example=True).count() == Circle.objects.count() == 4
    assert Circle.objects.filter(title="Veranderd").exists()
    # The hidden one has no page.
    assert CirclePage.objects.live().count() == 3
    assert member.circle_memberships.active().count() == 2
