"""Who a person is to the tables, and what is kept of them."""

from itertools import groupby

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.privacy.enums import ErasureState
from accounts.privacy.models import ErasureRequest
from common.access import Viewer
from common.privacy.contracts import Person
from common.privacy.parts import PrivacyPart
from common.privacy.registry import find_processing
from common.privacy.selectors import holdings_of


def person_of(user: User) -> Person:
    """The person of an account, by every address and name under which rows may know them."""
    addresses = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    emails = {address.lower() for address in (user.email, *addresses)}
    return Person(user.pk, emails=frozenset(emails), names=frozenset({user.get_full_name()} - {""}))


def what_we_keep(user: User, viewer: Viewer) -> PrivacyPart:
    """What is kept, why and how long, by activity; for /mijn/privacy/."""
    found = sorted(holdings_of(person_of(user)), key=lambda holding: holding.declaration.processing)
    groups = [
        (find_processing(name), list(holdings))
        for name, holdings in groupby(found, key=lambda holding: holding.declaration.processing)
    ]
    return PrivacyPart(_("Dit bewaren wij van u"), "accounts/privacy/what_we_keep.html", {"groups": groups})


def open_erasure(user: User) -> ErasureRequest | None:
    """What waits to be erased; None when nothing was asked."""
    return ErasureRequest.objects.filter(user=user, state=ErasureState.WAITING).first()


def erase_part(user: User, viewer: Viewer) -> PrivacyPart:
    """How to be erased, or until when to come back on it; for /mijn/privacy/."""
    return PrivacyPart(_("Uw gegevens wissen"), "accounts/privacy/erase_part.html", {"erasure": open_erasure(user)})
