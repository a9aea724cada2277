"""What people are told by mail. Each mail is a row in the transaction of what happened; see docs/mail.md."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from circles import mails
from circles.models import Circle, CircleAgreement, CircleMembership, Invitation, JoinRequest, PlaceOffer
from common.mail.services import send


def tell_welcome(membership: CircleMembership) -> None:
    """Somebody takes part."""
    _tell(mails.WELCOME, membership, about=membership, url=_room(membership.circle), version=_moment())


def tell_waiting(membership: CircleMembership) -> None:
    """Somebody came on the waiting list."""
    _tell(mails.WAITING, membership, about=membership, url=_my_place(membership.circle), version=_moment())


def tell_removed(membership: CircleMembership) -> None:
    """Somebody was put out of the circle."""
    _tell(mails.REMOVED, membership, about=membership, version=_moment())


def tell_offer(offer: PlaceOffer) -> None:
    """A place is kept for somebody; after its time the mail is of no use."""
    membership = offer.membership
    url = _my_place(membership.circle)
    _tell(mails.OFFER, membership, about=offer, url=url, expires_at=offer.expires_at, tot=_in_words(offer.expires_at))


def tell_question(request: JoinRequest, question: str) -> None:
    """A facilitator wants to know more first."""
    membership = request.membership
    url = _my_place(membership.circle)
    _tell(mails.QUESTION, membership, about=request, url=url, version=_moment(), toelichting=question)


def tell_declined(request: JoinRequest) -> None:
    """Somebody gets no place, with what the facilitator said to that."""
    _tell(mails.DECLINED, request.membership, about=request, toelichting=request.reason)


def tell_facilitators(request: JoinRequest) -> None:
    """A request waits for a decision, the first time or with an answer."""
    circle = request.membership.circle
    url = reverse("circles:request", args=[circle.public_id, request.pk])
    for leading in circle.memberships.leading().select_related("person", "circle"):
        _tell(mails.REQUEST, leading, about=request, url=url, version=_moment())


def tell_agreements(agreement: CircleAgreement, *, but: models.Model) -> None:
    """Everybody inside but who wrote them is asked to agree to the new agreements."""
    url = reverse("circles:agreements", args=[agreement.circle.public_id])
    people = agreement.circle.memberships.active().exclude(person=but).select_related("person", "circle")  # type: ignore[misc]
    for membership in people:
        _tell(mails.AGREEMENTS, membership, about=agreement, url=url)


def tell_invitation(invitation: Invitation, secret: str) -> None:
    """The link of an invitation for one address."""
    send(
        purpose=mails.purpose_name(mails.INVITATION),
        recipient=invitation.email,
        context={
            "kring": invitation.circle.title,
            "tot": _in_words(invitation.expires_at),
            "adres": settings.SITE_URL + reverse("circles:invitation", args=[secret]),
        },
        about=invitation,
        expires_at=invitation.expires_at,
    )


def _tell(
    mail: str,
    membership: CircleMembership,
    *,
    about: models.Model,
    url: str = "",
    version: str = "",
    expires_at: dt.datetime | None = None,
    **words: Any,
) -> None:
    context = {"kring": membership.circle.title, "adres": settings.SITE_URL + url, **words}
    send(
        purpose=mails.purpose_name(mail),
        recipient=membership.person.email,
        context=context,
        about=about,
        version=version,
        expires_at=expires_at,
    )


def _room(circle: Circle) -> str:
    return reverse("circles:home", args=[circle.public_id])


def _my_place(circle: Circle) -> str:
    return reverse("circles:my_place", args=[circle.public_id])


def _moment() -> str:
    """What happens again later is another mail."""
    return timezone.now().isoformat()


def _in_words(moment: dt.datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H.i") + " uur"
