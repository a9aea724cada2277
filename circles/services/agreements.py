"""Agreements: they have versions, and everybody inside agreed to one."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from circles.activity import record_about
from circles.errors import CircleStateError
from circles.models import AgreementAcceptance, Circle, CircleAgreement
from circles.notifications import tell_agreements
from circles.services.locking import lock

# What a facilitator starts from.
USUAL_AGREEMENT = gettext_lazy(
    "Wat hier wordt gezegd, blijft hier. Wij noemen geen namen van bewoners, cliënten of collega’s.\n\n"
    "Wij luisteren eerst en geven dan pas raad. Wie een situatie inbrengt, bepaalt wat ermee gebeurt.\n\n"
    "Wij zijn er. Kan iemand niet, dan laat die dat vooraf weten."
)


def current_agreement(circle: Circle) -> CircleAgreement:
    """The agreements as they are now; a circle is made with some."""
    return CircleAgreement.objects.filter(circle=circle).latest("version")


@transaction.atomic
def change_agreement(*, circle: Circle, text: str, actor: User) -> CircleAgreement:
    """Make a new version, which everybody is asked to agree to; who wrote it does. The same text changes nothing."""
    locked = lock(circle)
    current = current_agreement(locked)
    if current.text == text:
        return current
    changed = CircleAgreement.objects.create(circle=locked, version=current.version + 1, text=text)
    record_about(locked, "agreements_changed", actor=actor)
    agree(circle=locked, person=actor, version=changed.version)
    tell_agreements(changed, but=actor)
    return changed


@transaction.atomic
def agree(*, circle: Circle, person: User, version: int) -> None:
    """Write down that somebody agrees to the version that they read.

    Raises CircleStateError when there is a newer one.
    """
    current = current_agreement(circle)
    if current.version != version:
        raise CircleStateError(_("De kringafspraken zijn net veranderd. Lees ze opnieuw en geef dan uw akkoord."))
    _row, is_new = AgreementAcceptance.objects.get_or_create(agreement=current, person=person)
    if is_new:
        record_about(circle, "agreements_accepted", actor=person, code=f"version:{version}")
