"""What learning circles hold about people."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from circles.models import Invitation
from common.privacy.contracts import (
    Basis,
    Delete,
    EraseBy,
    Keep,
    Person,
    PersonalData,
    Processing,
    by_account,
    by_email,
    either,
)
from common.privacy.registry import declare, holds_none, register_processing

CIRCLES = "circles"

WITH_THE_CIRCLE = _("zolang de leerkring bestaat")
NAMELESS = _("De leerkring blijft bestaan voor de anderen.")


def declare_all() -> None:
    """Say what everything here holds. From `ready()` only."""
    register_processing(
        Processing(
            CIRCLES,
            _("Leerkringen"),
            _("Meedoen aan een leerkring: weten wie meedoet, wie dat vraagt en wie op een plaats wacht."),
            Basis.TASK,
            subjects=_("deelnemers, begeleiders en mensen die willen meedoen"),
            seen_by=_("deelnemers van dezelfde leerkring; een aanvraag zien alleen de begeleiders"),
        )
    )
    _declare_circles()
    _declare_members()
    pages = ("circles.CircleIndexPage", "circles.CirclePage")
    holds_none(*pages, "circles.CircleAgreement", because=_("teksten van een leerkring zelf"))


def _declare_circles() -> None:
    declare(
        PersonalData(
            "circles.Circle",
            CIRCLES,
            holds=_("wie een leerkring maakte"),
            found=by_account("created_by"),
            erasure=Keep(NAMELESS),
            kept=WITH_THE_CIRCLE,
            fields=("created_by",),
            plain=("title", "purpose", "question", "join_questions", "place", "confidentiality"),
        ),
        PersonalData(
            "circles.Invitation",
            CIRCLES,
            holds=_("wie is uitgenodigd, en door wie"),
            found=either(by_account("created_by"), by_email("email")),
            erasure=EraseBy(forget_invitations, _("Een uitnodiging aan dit adres wordt verwijderd."), NAMELESS),
            kept=WITH_THE_CIRCLE,
            fields=("email", "created_by"),
            plain=("domain", "token_digest"),
            hidden=("token_digest",),
        ),
    )


def _declare_members() -> None:
    member = partial(PersonalData, processing=CIRCLES, erasure=Delete(), kept=WITH_THE_CIRCLE)
    declare(
        member(
            "circles.AgreementAcceptance",
            holds=_("dat iemand akkoord ging met de kringafspraken"),
            found=by_account("person"),
            fields=("person",),
        ),
        member(
            "circles.InvitationUse",
            holds=_("dat iemand een uitnodiging gebruikte"),
            found=by_account("person"),
            fields=("person",),
        ),
        member(
            "circles.CircleMembership",
            holds=_("aan welke leerkringen iemand meedoet, in welke rol, en sinds wanneer"),
            found=by_account("person"),
            fields=("person",),
        ),
        member(
            "circles.JoinRequest",
            holds=_("dat iemand vroeg om mee te doen, en wat daarop is besloten"),
            found=by_account("membership__person"),
            fields=("reason",),
        ),
        member(
            "circles.JoinAnswer",
            holds=_("antwoorden bij een aanvraag"),
            found=by_account("request__membership__person"),
            fields=("answer",),
            plain=("question",),
        ),
        member(
            "circles.PlaceOffer",
            holds=_("dat iemand een plaats kreeg aangeboden"),
            found=by_account("membership__person"),
        ),
    )


def forget_invitations(person: Person) -> int:
    """Delete the invitations to these addresses: without its address one would let in whoever has the link."""
    return Invitation.objects.filter(email__in=person.emails).delete()[0]
