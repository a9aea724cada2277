"""What the accounts app and the libraries for signing in hold about people."""

from functools import partial

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from common.privacy.contracts import (
    Basis,
    Delete,
    EraseBy,
    Keep,
    Person,
    PersonalData,
    Processing,
    RetentionRule,
    by_account,
)
from common.privacy.registry import declare, holds_none, register_processing, register_rule

ACCOUNTS = "accounts"
SIGNING_IN = "signing_in"

WITH_THE_ACCOUNT = _("zolang het account bestaat")
EMPTY_ACCOUNT = _(
    "Een leeg account met een nummer blijft, met de naam ‘Verwijderde gebruiker’: ander werk kan daarnaar verwijzen."
)


def declare_all() -> None:
    """Say what everything here holds. From `ready()` only."""
    people = _("mensen met een account")
    register_processing(
        Processing(
            ACCOUNTS,
            _("Accounts en profielen"),
            _("Meedoen mogelijk maken: weten wie iemand is, en waar die werkt."),
            Basis.TASK,
            subjects=people,
            seen_by=_("de persoon zelf en beheerders; deelnemers van dezelfde leerkring zien wat de persoon kiest"),
        ),
        Processing(
            SIGNING_IN,
            _("Inloggen"),
            _("Veilig inloggen, en misbruik van een account voorkomen."),
            Basis.TASK,
            subjects=people,
            seen_by=_("de persoon zelf"),
        ),
    )
    _declare_people()
    _declare_signing_in()
    _declare_sessions()
    holds_none("accounts.Organisation", "accounts.OrganisationDomain", because=_("officiële lijsten van organisaties"))
    holds_none("socialaccount.SocialApp", because=_("inrichting van het inloggen via een organisatie"))


def _declare_people() -> None:
    from accounts.erasing import erase_account
    from accounts.privacy.exporting.services import rule
    from accounts.privacy.services import inactive_rule
    from common.privacy.files import deleting_with_files

    register_rule(inactive_rule())
    declare(
        PersonalData(
            "accounts.User",
            ACCOUNTS,
            holds=_("naam, e-mailadres, rollen, en wanneer iemand het laatst inlogde"),
            found=by_account("pk"),
            erasure=EraseBy(
                erase_account,
                _("Naam, e-mailadres, wachtwoord en rollen worden verwijderd."),
                EMPTY_ACCOUNT,
            ),
            kept=WITH_THE_ACCOUNT,
            fields=("email", "first_name", "last_name"),
            plain=("password",),
            hidden=("password", "is_superuser", "is_staff"),
        ),
        PersonalData(
            "accounts.Profile",
            ACCOUNTS,
            holds=_("functie, en wat anderen van iemand zien"),
            found=by_account("user"),
            erasure=Delete(),
            kept=WITH_THE_ACCOUNT,
            fields=("user", "function"),
        ),
        PersonalData(
            "accounts.ErasureRequest",
            ACCOUNTS,
            holds=_("dat iemand vroeg om gegevens te wissen, en hoeveel er is gewist"),
            found=by_account("user"),
            erasure=Keep(_("Zo is aan te tonen dat er is gewist. Er staan alleen aantallen in, en een nummer.")),
            kept=WITH_THE_ACCOUNT,
            fields=("user",),
            plain=("report",),
        ),
        PersonalData(
            "accounts.Affiliation",
            ACCOUNTS,
            holds=_("bij welke organisatie iemand werkt, of dat vroeg"),
            found=by_account("user"),
            erasure=Delete(),
            kept=WITH_THE_ACCOUNT,
            fields=("user",),
        ),
        PersonalData(
            "accounts.CalendarFeed",
            ACCOUNTS,
            holds=_("of iemand een kalender volgt, en wat daarin staat"),
            found=by_account("user"),
            erasure=Delete(),
            kept=WITH_THE_ACCOUNT,
            fields=("user",),
            plain=("token_hash", "left_out"),
            hidden=("token_hash",),
        ),
        PersonalData(
            "accounts.PersonalExport",
            ACCOUNTS,
            holds=_("een bestand met alle gegevens, dat iemand zelf liet maken"),
            found=by_account("user"),
            erasure=EraseBy(deleting_with_files("accounts.PersonalExport"), _("Wordt verwijderd.")),
            fields=("user", "file"),
            hidden=("file",),
        ),
    )
    register_rule(rule())


def _declare_signing_in() -> None:
    own = partial(PersonalData, processing=SIGNING_IN, erasure=Delete(), kept=WITH_THE_ACCOUNT)
    declare(
        own(
            "account.EmailAddress",
            holds=_("e-mailadres, en of het is bevestigd"),
            found=by_account("user"),
            fields=("user", "email"),
        ),
        own(
            "account.EmailConfirmation",
            holds=_("wanneer om bevestiging van een adres is gevraagd"),
            found=by_account("email_address__user"),
            plain=("key",),
            hidden=("key",),
        ),
        own(
            "mfa.Authenticator",
            holds=_("de app of passkey voor de tweede stap"),
            found=by_account("user"),
            fields=("user", "data"),
            hidden=("data",),
        ),
        own(
            "socialaccount.SocialAccount",
            holds=_("koppeling met een organisatie, en wat die over iemand vertelde"),
            found=by_account("user"),
            fields=("user", "uid", "extra_data"),
            plain=("provider",),
        ),
        own(
            "socialaccount.SocialToken",
            holds=_("sleutels van een koppeling met een organisatie"),
            found=by_account("account__user"),
            fields=("token", "token_secret"),
            hidden=("token", "token_secret"),
        ),
    )


def _declare_sessions() -> None:
    declare(
        PersonalData(
            "sessions.Session",
            SIGNING_IN,
            holds=_("dat iemand is ingelogd, of daarmee bezig is"),
            found=None,
            erasure=EraseBy(end_sessions, _("Wordt verwijderd.")),
            fields=("session_data",),
            plain=("session_key",),
        ),
        PersonalData(
            "usersessions.UserSession",
            SIGNING_IN,
            holds=_("op welke apparaten iemand is ingelogd, met het netwerkadres"),
            found=by_account("user"),
            erasure=Delete(),
            fields=("user", "ip", "user_agent", "data"),
            plain=("session_key",),
            hidden=("session_key",),
        ),
    )
    register_rule(
        RetentionRule("sessions.session", "sessions.Session", _("na de geldigheid"), 0, ends="expire_date"),
        RetentionRule("sessions.device", "usersessions.UserSession", _("na het inloggen"), 1, since="created_at"),
    )


def end_sessions(person: Person) -> int:
    """End the sessions of an account, and those in which somebody was on the way to sign in to it.

    The second kind is of nobody yet, and has the address within; there are few of them, and they live for a day.
    """
    of_people = UserSession.objects.values("session_key")
    mine = UserSession.objects.filter(user=person.user_id).values("session_key")
    ended, _by_model = Session.objects.filter(session_key__in=mine).delete()
    marks = [*person.emails, f"'_auth_user_id': '{person.user_id}'"]
    for session in Session.objects.exclude(session_key__in=of_people).iterator():
        if any(mark in str(session.get_decoded()) for mark in marks):
            session.delete()
            ended += 1
    return int(ended)
