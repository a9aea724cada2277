"""Verbs of the accounts app."""

from collections.abc import Iterable, Mapping

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    DraftStateMixin,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowMixin,
)
from wagtail.snippets.models import get_snippet_models

from accounts.mails import ACCOUNT_MADE
from accounts.models import User
from common.access import Role
from common.activity.services import record
from common.mail.services import send

# What a role may do in the CMS; roles that are not here never see it. Codenames without the model's name.
PAGE_ACTIONS: Mapping[Role, tuple[str, ...]] = {
    Role.EDITOR: ("add", "change"),
    Role.REVIEWER: ("add", "change", "publish", "lock", "unlock"),
    Role.ADMINISTRATOR: ("add", "change", "publish", "bulk_delete", "lock", "unlock"),
}
SNIPPET_ACTIONS: Mapping[Role, tuple[str, ...]] = {
    Role.EDITOR: ("add", "change", "view"),
    Role.REVIEWER: ("add", "change", "view", "publish", "lock", "unlock"),
    Role.ADMINISTRATOR: ("add", "change", "view", "delete", "publish", "lock", "unlock"),
}
FILE_ACTIONS: Mapping[Role, tuple[str, ...]] = {
    Role.EDITOR: ("add", "change", "choose"),
    Role.REVIEWER: ("add", "change", "choose"),
    Role.ADMINISTRATOR: ("add", "change", "choose", "delete"),
}
# Snippets without drafts that editors change all the same: they steer search and show nothing by themselves.
CHANGED_BY_EDITORS = {"search.Promotion", "search.SynonymGroup"}
# The folders of images and documents; Wagtail keeps this right per folder, like those on what is in them.
FOLDER_ACTIONS: Mapping[Role, tuple[str, ...]] = {Role.ADMINISTRATOR: ("add", "change", "delete")}
# No groups: what a role may do stands above, and a change in the CMS would not outlive the next release.
ADMINISTRATOR_MODELS = (
    ("accounts", "user"),
    ("wagtailcore", "site"),
    ("wagtailcore", "workflow"),
    ("wagtailcore", "task"),
    ("wagtailcore", "groupapprovaltask"),
    ("wagtailredirects", "redirect"),
)


@transaction.atomic
def sync_roles() -> None:
    """Give the group of every role exactly the permissions that the code says. Safe to run again."""
    for role in Role:
        group, _ = Group.objects.get_or_create(name=role.value)
        group.permissions.set(_model_permissions(role))
        _sync_page_permissions(group, PAGE_ACTIONS.get(role, ()))
        _sync_file_permissions(group, role)
    _sync_workflow()


@transaction.atomic
def save_account(*, email: str, first_name: str, last_name: str, password_hash: str, role: Role | None) -> User:
    """Make an account with a confirmed address and one role, or bring an existing one into that state.

    The password comes as `make_password` gives it: hashing is slow on purpose, and accounts may share one.
    """
    email = User.objects.normalize_email(email)
    user = User.objects.filter(email__iexact=email).first() or User(email=email)
    user.first_name, user.last_name = first_name, last_name
    user.is_active = True
    user.save()
    # Before the password: who gets a role starts over without one.
    user.groups.set(Group.objects.filter(name=role.value) if role else [])
    user.password = password_hash
    user.save(update_fields=["password"])
    keep_address(user=user, verified=True)
    return user


@transaction.atomic
def keep_address(*, user: User, verified: bool = False) -> EmailAddress:
    """Make the address of the account the only one that signs in to it.

    An address that was there already stays confirmed. A new one is confirmed by its owner, unless `verified` says
    that this is known: whoever reads the mail of the old address has no way in any more.
    """
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    address, _ = EmailAddress.objects.get_or_create(user=user, email=user.email)
    address.primary = True
    address.verified = address.verified or verified
    address.save()
    return address


@transaction.atomic
def preset_app(*, user: User, secret: str) -> None:
    """Give an account the authenticator app with this secret (base32), in place of the one it had.

    For sample accounts, whose secret is not theirs alone. People set up an app of their own.
    """
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(user, secret)


def tell_of_account(*, user: User) -> None:
    """Mail somebody that an account was made for them, once for each account."""
    send(purpose=ACCOUNT_MADE, recipient=user.email, context={"email": user.email}, about=user)


def record_state(*, user: User) -> None:
    """Write down that an account was opened or closed."""
    record(verb="account.opened" if user.is_active else "account.closed", about=user)


@transaction.atomic
def rename(*, user: User, first_name: str, last_name: str) -> None:
    """Change the name that colleagues see."""
    user.first_name, user.last_name = first_name, last_name
    user.save(update_fields=["first_name", "last_name"])
    record(verb="account.profile_changed", about=user)


@transaction.atomic
def end_session(*, user: User, pk: int) -> bool:
    """Sign somebody out on one of their devices; returns False when it was not theirs, or had ended."""
    session = UserSession.objects.filter(user=user, pk=pk).first()
    if session is None:
        return False
    session.end()
    record(verb="account.session_ended", about=user)
    return True


def drop_password(*, user: User) -> bool:
    """Make that no password opens the account any more; returns False when none did."""
    if not user.has_usable_password():
        return False
    user.set_unusable_password()
    user.save(update_fields=["password"])
    return True


def drop_links(*, user: User) -> bool:
    """Make that no organisation opens the account any more; returns False when none did."""
    removed, _ = SocialAccount.objects.filter(user=user).delete()
    return bool(removed)


def _sync_workflow() -> None:
    """Send every snippet with a workflow through the one that pages follow, unless it has one of its own."""
    workflow = Workflow.objects.filter(workflow_pages__page=Page.get_first_root_node()).first()
    if workflow is None:
        return
    for model in get_snippet_models():
        if issubclass(model, WorkflowMixin):
            kind = ContentType.objects.get_for_model(model)
            WorkflowContentType.objects.get_or_create(content_type=kind, defaults={"workflow": workflow})


def _model_permissions(role: Role) -> set[Permission]:
    if role not in PAGE_ACTIONS:
        return set()
    found = set(_permissions_of("wagtailadmin", "admin", ("access",)))
    for model in get_snippet_models():
        # A model without drafts is public as soon as it is saved: an editor, who may not publish, only reads it.
        saves_publish = not (issubclass(model, DraftStateMixin) or model._meta.label in CHANGED_BY_EDITORS)
        actions = ("view",) if role is Role.EDITOR and saves_publish else SNIPPET_ACTIONS[role]
        found |= set(_permissions_of(model._meta.app_label, model._meta.model_name, actions))
    if role is Role.ADMINISTRATOR:
        for app_label, model_name in ADMINISTRATOR_MODELS:
            found |= set(_permissions_of(app_label, model_name, ("add", "change", "delete", "view")))
    return found


def _permissions_of(app_label: str, model_name: str, actions: Iterable[str]) -> Iterable[Permission]:
    codenames = [f"{action}_{model_name}" for action in actions]
    return Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames)


def _sync_page_permissions(group: Group, actions: Iterable[str]) -> None:
    root = Page.get_first_root_node()
    if root is None:
        return
    wanted = set(_permissions_of("wagtailcore", "page", actions))
    GroupPagePermission.objects.filter(group=group).exclude(page=root, permission__in=wanted).delete()
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _sync_file_permissions(group: Group, role: Role) -> None:
    root = Collection.get_first_root_node()
    if root is None:
        return
    wanted = set(_permissions_of("wagtailcore", "collection", FOLDER_ACTIONS.get(role, ())))
    for model in (get_image_model(), get_document_model()):
        kind = ContentType.objects.get_for_model(model)
        wanted |= set(_permissions_of(kind.app_label, kind.model, FILE_ACTIONS.get(role, ())))
    GroupCollectionPermission.objects.filter(group=group).exclude(collection=root, permission__in=wanted).delete()
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
