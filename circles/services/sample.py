"""Loads example circles for the demo, with its begeleider and its participant; they are marked as example."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import User
from circles.enums import CircleStatus, Joining, Place, Region, Visibility
from circles.models import Circle
from circles.services.agreements import USUAL_AGREEMENT
from circles.services.invitations import accept_invitation, invite
from circles.services.lifecycle import create_circle, publish_circle, start_circle
from knowledge.list_selectors import themes

# The example circles have the same permanent address on every machine.
SAMPLE_NAMESPACE = uuid.UUID("3f0a4f0e-8a5a-4c39-9b7a-6e1d0d0b7c55")


@dataclass(frozen=True)
class Sample:
    """An example: what the form of a circle holds, the codes of its themes, and whether the participant is in it."""

    key: str
    fields: dict[str, Any]
    themes: tuple[str, ...] = ()
    has_member: bool = False
    status: CircleStatus = CircleStatus.RECRUITING


SAMPLES = (
    Sample(
        "jongeren-online",
        {
            "title": "Jongeren online: meekijken of meepraten?",
            "question": "Hoe praten wij met jongeren over wat zij online zien, zonder het gesprek dicht te gooien?",
            "purpose": "Jongerenwerkers en docenten brengen om de beurt een situatie in. Samen zoeken wij naar wat een "
            "gesprek op gang houdt.",
            "joining": Joining.REQUEST,
            "join_questions": "In welk werk hebt u hiermee te maken?\nWat brengt u mee naar de kring?",
            "max_members": 10,
            "meets": Place.ONLINE,
            "starts_on": dt.date(2026, 10, 6),
            "ends_on": dt.date(2027, 6, 15),
            "confidentiality": "Lessen mogen naar buiten. Namen van jongeren, scholen en wijken niet.",
        },
        themes=("radicalisering-en-extremisme",),
        has_member=True,
        status=CircleStatus.RUNNING,
    ),
    Sample(
        "wijk-in-gesprek",
        {
            "title": "De wijk in gesprek na onrust",
            "question": "Wat doet een gemeente in de eerste week na een incident in de wijk?",
            "purpose": "Adviseurs van gemeenten vergelijken wat zij deden, en wat zij een volgende keer anders doen.",
            "joining": Joining.OPEN,
            "max_members": 12,
            "region": Region.UTRECHT,
            "meets": Place.ON_SITE,
            "place": "Voorbeeldstad",
            "starts_on": dt.date(2027, 2, 4),
            "ends_on": dt.date(2027, 11, 25),
        },
        themes=("maatschappelijke-spanningen", "polarisatie"),
    ),
    Sample(
        "samen-evalueren",
        {
            "title": "Samen evalueren met weinig tijd",
            "question": "Hoe weten wij of een aanpak helpt, als er geen geld is voor onderzoek?",
            "purpose": "Beleidsmedewerkers leggen hun plan voor een evaluatie naast dat van anderen.",
            "visibility": Visibility.CLOSED,
            "joining": Joining.INVITATION,
            "max_members": 8,
            "region": Region.GELDERLAND,
            "meets": Place.BOTH,
            "place": "Voorbeeldoever",
            "starts_on": dt.date(2027, 1, 19),
        },
    ),
    Sample(
        "in-vertrouwen",
        {
            "title": "Casussen in vertrouwen",
            "question": "Wat doen wij als veiligheid en zorg iets anders vragen?",
            "purpose": "Een kleine kring die niet te vinden is. Wie meedoet, is uitgenodigd.",
            "visibility": Visibility.HIDDEN,
            "joining": Joining.INVITATION,
            "max_members": 6,
            "meets": Place.ONLINE,
            "confidentiality": "Niets gaat naar buiten.",
        },
        has_member=True,
    ),
)


@transaction.atomic
def load_sample(*, facilitator: User, member: User) -> None:
    """Make the example circles that are not there yet; what somebody changed stays as it is."""
    for sample in SAMPLES:
        public_id = uuid.uuid5(SAMPLE_NAMESPACE, sample.key)
        if not Circle.objects.filter(public_id=public_id).exists():
            _make(sample, public_id, facilitator, member)


def _make(sample: Sample, public_id: uuid.UUID, facilitator: User, member: User) -> None:
    circle = create_circle(
        actor=facilitator,
        agreement=str(USUAL_AGREEMENT),
        themes=themes().filter(notation__in=sample.themes),
        public_id=public_id,
        is_example=True,
        **sample.fields,
    )
    publish_circle(circle=circle, actor=facilitator)
    if sample.status == CircleStatus.RUNNING:
        start_circle(circle=circle, actor=facilitator)
    if sample.has_member:
        invitation, _secret = invite(circle=circle, actor=facilitator)
        accept_invitation(invitation=invitation, person=member, version=1)
