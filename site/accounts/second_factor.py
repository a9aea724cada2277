"""Who needs a second factor, and whether a session has shown one.

BIO2 5.17.01 asks two factors of everybody who manages something that the internet can reach. Here that is whoever edits
the site or sees personal data of others. `middleware.SecondFactorMiddleware` enforces it for every address.
"""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import User
from common.access import Role, Viewer, resolve_viewer, viewer_of

FACTOR_TYPES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
POWERFUL_ROLES = (Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR)

# Where somebody was going who had to set up a factor first.
BACK_TO_SESSION_KEY = "second_factor_back_to"

Rule = Callable[[Viewer], bool]
_rules: list[Rule] = []


class Standing(Enum):
    """How far a session is."""

    FREE = "free"  # Nobody, or nothing to guard, or the factor was shown.
    SETUP = "setup"  # There has to be a factor, and there is none yet.
    CHALLENGE = "challenge"  # There is a factor, and this session has not shown it.


def register_rule(rule: Rule) -> None:
    """Let an app say which viewers see personal data of others there. Called from `ready()` only."""
    _rules.append(rule)


def needs_factor(user: User, viewer: Viewer) -> bool:
    """True for whoever may edit the site, may enter the CMS by whatever group, or is named by the rule of an app."""
    return _has_power(viewer) or user.has_perm("wagtailadmin.access_admin")


def groups_need_factor(user: User, groups: QuerySet[Group]) -> bool:
    """What `needs_factor` would say of an account in these groups and no others."""
    known = {role.value for role in Role}
    roles = frozenset(Role(name) for name in groups.values_list("name", flat=True) if name in known)
    enters = {"content_type__app_label": "wagtailadmin", "codename": "access_admin"}
    return (
        _has_power(replace(resolve_viewer(user), roles=roles))
        or Permission.objects.filter(group__in=groups, **enters).exists()
    )


def has_factor(user: User) -> bool:
    """True with an app or a passkey; recovery codes alone are no factor."""
    return Authenticator.objects.filter(user=user, type__in=FACTOR_TYPES).exists()


def has_shown_factor(request: HttpRequest, user: User) -> bool:
    """True when this session signed in with a factor, confirmed one, or set up the first one."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def standing_of(request: HttpRequest) -> Standing:
    """How far the session of this request is, from what the roles and the factors are at this moment."""
    user = request.user
    if not user.is_authenticated or not needs_factor(user, viewer_of(request)):
        return Standing.FREE
    if not has_factor(user):
        return Standing.SETUP
    return Standing.FREE if has_shown_factor(request, user) else Standing.CHALLENGE


def _has_power(viewer: Viewer) -> bool:
    return viewer.has_role(*POWERFUL_ROLES) or any(rule(viewer) for rule in _rules)
