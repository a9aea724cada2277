"""What others may know of an account."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.models import User
from common.access import Role


@dataclass(frozen=True)
class SignInMethods:
    """How somebody signs in, and on how many devices that is the case now."""

    has_password: bool
    has_app: bool
    passkeys: int
    links: int
    devices: int

    @property
    def has_second_step(self) -> bool:
        """True when a password alone does not open the account."""
        return self.has_app or self.passkeys > 0


def sign_in_methods(user: User) -> SignInMethods:
    """Return how `user` signs in."""
    types = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return SignInMethods(
        has_password=user.has_usable_password(),
        has_app=Authenticator.Type.TOTP in types,
        passkeys=types.count(Authenticator.Type.WEBAUTHN),
        links=SocialAccount.objects.filter(user=user).count(),
        devices=len(open_sessions(user)),
    )


def has_unproven_address(user: User) -> bool:
    """True when a code still has to show that the address is theirs; until then allauth adds no second factor."""
    return bool(EmailAddress.objects.filter(user=user, verified=False).exists())


def addresses_of(*roles: Role) -> list[str]:
    """The e-mail addresses of everybody who holds one of `roles` and may still sign in."""
    holders = User.objects.filter(is_active=True, groups__name__in=[role.value for role in roles])
    return list(holders.order_by("email").values_list("email", flat=True).distinct())


def open_sessions(user: User) -> list[UserSession]:
    """Return the sessions in which `user` is signed in now, the latest first.

    A session of before the last change of the password is closed: Django keeps a hash of the password in it. allauth
    asks the database three times per session for the same, and deletes closed ones while somebody only looks.
    """
    known = UserSession.objects.filter(user=user).order_by("-created_at")
    kept = Session.objects.filter(session_key__in=[session.session_key for session in known])
    hash_now = user.get_session_auth_hash()
    is_open = {
        session.session_key
        for session in kept.filter(expire_date__gt=timezone.now())
        if constant_time_compare(session.get_decoded().get(HASH_SESSION_KEY, ""), hash_now)
    }
    return [session for session in known if session.session_key in is_open]
