"""Accounts, roles and sign-in."""

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """Keeps the groups of the roles in step with the code after every migration."""

    default = True
    name = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Connect the signals, and say what this app mails."""
        from allauth.account.signals import email_confirmed

        from accounts import mails
        from accounts.signals import forget_unproven_password
        from common.mail.purposes import register_purpose

        post_migrate.connect(_sync_roles, dispatch_uid="accounts.sync_roles")
        email_confirmed.connect(forget_unproven_password, dispatch_uid="accounts.forget_unproven_password")
        for purpose in mails.purposes():
            register_purpose(purpose)


class CmsUsersConfig(WagtailUsersAppConfig):
    """Wagtail's own app for accounts in the CMS, with our screens."""

    user_viewset = "accounts.cms_users.UserViewSet"


def _sync_roles(sender: AppConfig, **kwargs: Any) -> None:
    """Run once per migrate, when the permissions of every app exist: after the last app that has models."""
    from accounts.services import sync_roles

    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    if sender.name == last.name:
        sync_roles()
