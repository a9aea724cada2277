"""The account. People sign in with their e-mail address."""

from typing import Any

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.calendar_feed.models import CalendarFeed
from accounts.organisations.models import Organisation, OrganisationDomain
from accounts.people.models import Affiliation, Profile
from accounts.privacy.exporting.models import PersonalExport
from accounts.privacy.models import ErasureRequest

__all__ = [
    "Affiliation",
    "CalendarFeed",
    "ErasureRequest",
    "Organisation",
    "OrganisationDomain",
    "PersonalExport",
    "Profile",
    "User",
    "UserManager",
]


class UserManager(BaseUserManager["User"]):
    """Makes accounts by e-mail address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account; without a password nobody can sign in with one."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """Return an address as it is kept: in small letters, which is how everybody reads it."""
        return (email or "").strip().lower()

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account that may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find an account by its address, whatever its capitals."""
        return self.get(email__iexact=username)


class User(AbstractUser):
    """One person. The e-mail address is the login name; names are asked because colleagues see them."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mailadres"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()  # type: ignore[misc,assignment]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_ci",
                violation_error_message=_("Er is al een account met dit e-mailadres."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email
