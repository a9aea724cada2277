"""Starting over: every way in to an account ends, except the mailbox of its owner.

A password that leaked is enough to add a second factor to an account that does not need one. When such an account gets
a role, the factor would open that role to whoever added it; and when a beheerder takes away a lost factor, whoever
knows the password could add the next one. So both leave only what a thief of passwords does not have: a code by mail.
Source of the rule: decision 102.
"""

from collections.abc import Collection, Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from accounts import services
from accounts.enums import ResetReason
from accounts.mails import FACTOR_RESET, ROLE_GIVEN
from accounts.models import User
from accounts.roles import role_texts
from accounts.second_factor import groups_need_factor
from common.access import Role
from common.activity.services import record
from common.mail.services import send


@transaction.atomic
def reset_factor(*, user: User, reason: ResetReason) -> None:
    """Take away the factors of somebody who lost them, and tell them; they sign in with a code and set up a new one."""
    _close_all_but_mailbox(user)
    record(verb="account.factor_reset", about=user, codes=[reason.value])
    _tell(user, FACTOR_RESET, {})


def power_given(sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any) -> None:
    """Groups were given to accounts, from either side of the relation, by whatever way."""
    if action != "post_add" or not pk_set:
        return
    users: Iterable[User] = User.objects.filter(pk__in=pk_set) if reverse else [instance]
    new = {instance.pk} if reverse else pk_set
    for user in users:
        _guard(user, new)


def _guard(user: User, new: Collection[int]) -> None:
    """Start over with an account that needs a second factor from now on, and did not before."""
    held = user.groups.all()
    before = held.exclude(pk__in=new)
    if user.is_superuser or groups_need_factor(user, before) or not groups_need_factor(user, held):
        return
    _close_all_but_mailbox(user)
    # Who never signed in hears of the account itself, in the mail about that.
    user.refresh_from_db(fields=["last_login"])
    if user.last_login is not None:
        record(verb="account.started_over", about=user)
        _tell(user, ROLE_GIVEN, {"roles": [text.title for text in role_texts(_roles(held))]})


def _close_all_but_mailbox(user: User) -> None:
    """A new unusable password ends every session as well: Django keeps a hash of it in each of them."""
    Authenticator.objects.filter(user=user).delete()
    services.drop_links(user=user)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    for session in UserSession.objects.filter(user=user):
        session.end()


def _tell(user: User, purpose: str, context: dict[str, Any]) -> None:
    send(purpose=purpose, recipient=user.email, context=context, about=user, version=timezone.now().isoformat())


def _roles(groups: Iterable[Group]) -> list[Role]:
    known = {role.value for role in Role}
    return [Role(group.name) for group in groups if group.name in known]
