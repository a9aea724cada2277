"""What is recorded of accounts: signing in and out, the ways to do so, and roles. Only `apps.py` connects this."""

from collections.abc import Iterable, Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.activity.enums import Result
from common.activity.services import record

VERBS: Mapping[str, str | Promise] = {
    "account.signed_in": _("Ingelogd"),
    "account.signed_out": _("Uitgelogd"),
    "account.sign_in_refused": _("Inloggen geweigerd"),
    "account.signed_up": _("Account gemaakt"),
    "account.email_changed": _("E-mailadres gewijzigd"),
    "account.password_changed": _("Wachtwoord gewijzigd"),
    "account.factor_added": _("Tweede stap toegevoegd"),
    "account.factor_removed": _("Tweede stap verwijderd"),
    "account.factor_reset": _("Tweede stap weggehaald door een beheerder"),
    "account.started_over": _("Opnieuw begonnen omdat het account meer mag"),
    "account.session_ended": _("Uitgelogd op een ander apparaat"),
    "account.factor_used": _("Tweede stap gezet"),
    "account.factor_refused": _("Tweede stap geweigerd"),
    "account.linked": _("Organisatie gekoppeld"),
    "account.unlinked": _("Koppeling met organisatie verwijderd"),
    "account.roles_changed": _("Rollen gewijzigd"),
    "account.opened": _("Account geopend"),
    "account.closed": _("Account gesloten"),
    "account.profile_changed": _("Profiel gewijzigd"),
    "account.calendar_shared": _("Kalenderadres gemaakt"),
    "account.calendar_closed": _("Kalenderadres gestopt"),
    "account.export_asked": _("Eigen gegevens opgevraagd"),
    "account.export_made": _("Bestand met eigen gegevens gemaakt"),
    "account.organisation_asked": _("Organisatie aangevraagd"),
    "account.organisation_confirmed": _("Organisatie bevestigd"),
    "account.organisation_declined": _("Organisatie afgewezen"),
    "account.organisation_ended": _("Organisatie beëindigd"),
    "account.erasure_asked": _("Gevraagd om gegevens te wissen"),
    "account.erasure_cancelled": _("Verzoek om te wissen ingetrokken"),
    "account.inactive_warned": _("Gewaarschuwd dat een account lang niet is gebruikt"),
    "account.erased": _("Persoon gewist"),
    "organisations.imported": _("Organisaties geïmporteerd"),
}


def signed_in(sender: Any, user: User, **kwargs: Any) -> None:
    """Somebody signed in."""
    record(verb="account.signed_in", about=user, actor=user)


def signed_out(sender: Any, user: User | None, **kwargs: Any) -> None:
    """Somebody signed out; without an account there is nothing to tell."""
    if user is not None:
        record(verb="account.signed_out", about=user, actor=user)


def password_refused(sender: Any, credentials: Mapping[str, Any], **kwargs: Any) -> None:
    """A password did not fit. What was typed is not kept; the account that it was for is, when there is one."""
    email = User.objects.normalize_email(str(credentials.get("email") or ""))
    account = User.objects.filter(email=email).first()
    record(verb="account.sign_in_refused", about=account, codes=["password"], result=Result.REFUSED)


def code_refused(sender: Any, user: User | None = None, **kwargs: Any) -> None:
    """A code from a mail did not fit."""
    record(verb="account.sign_in_refused", about=user, codes=["code"], result=Result.REFUSED)


def signed_up(sender: Any, user: User, **kwargs: Any) -> None:
    """Somebody made an account."""
    record(verb="account.signed_up", about=user, actor=user)


def email_changed(sender: Any, user: User, **kwargs: Any) -> None:
    """An account has another address, which is not told."""
    record(verb="account.email_changed", about=user)


def password_changed(sender: Any, user: User, **kwargs: Any) -> None:
    """An account has another password, or its first."""
    record(verb="account.password_changed", about=user, actor=user)


def factor_added(sender: Any, instance: Authenticator, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """An account got a way to take the second step. allauth tells so after the commit, when the row could be lost."""
    if created and not raw:
        record(verb="account.factor_added", about=instance.user, codes=[_kind(instance)])


def factor_removed(sender: Any, instance: Authenticator, **kwargs: Any) -> None:
    """An account lost a way to take the second step; new recovery codes take the place of removed ones."""
    record(verb="account.factor_removed", about=instance.user, codes=[_kind(instance)])


def factor_used(sender: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Somebody took the second step, to sign in or to show again who is there."""
    record(verb="account.factor_used", about=user, actor=user, codes=[_kind(authenticator)])


def factor_refused(sender: Any, user: User, **kwargs: Any) -> None:
    """A code or a key did not fit."""
    record(verb="account.factor_refused", about=user, result=Result.REFUSED)


def linked(sender: Any, instance: SocialAccount, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """An organisation opens an account from now on."""
    if created and not raw:
        record(verb="account.linked", about=instance.user, codes=[instance.provider])


def unlinked(sender: Any, instance: SocialAccount, **kwargs: Any) -> None:
    """An organisation no longer opens an account."""
    record(verb="account.unlinked", about=instance.user, codes=[instance.provider])


def roles_changed(
    sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """Groups were given to an account or taken from it, from either side of the relation, by whatever way."""
    if action == "pre_clear":
        accounts = instance.user_set.all() if reverse else [instance]
        for account in accounts:
            _record_roles([account], "-", [instance] if reverse else account.groups.all())
    elif action in {"post_add", "post_remove"} and pk_set:
        accounts = User.objects.filter(pk__in=pk_set) if reverse else [instance]
        groups = [instance] if reverse else Group.objects.filter(pk__in=pk_set)
        _record_roles(accounts, "+" if action == "post_add" else "-", groups)


def _record_roles(accounts: Iterable[User], sign: str, groups: Iterable[Group]) -> None:
    codes = sorted(f"{sign}{slugify(group.name)}" for group in groups)
    for account in accounts:
        if codes:
            record(verb="account.roles_changed", about=account, codes=codes)


def _kind(authenticator: Authenticator) -> str:
    return str(authenticator.type).replace("_", "-")
