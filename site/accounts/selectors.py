"""What others may know of an account."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from accounts.models import User


@dataclass(frozen=True)
class SignInMethods:
    """How somebody signs in, and on how many devices that is the case now."""

    has_password: bool
    has_app: bool
    passkeys: int
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
        devices=UserSession.objects.filter(user=user).count(),
    )
