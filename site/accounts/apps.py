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
        from allauth.mfa.signals import authenticator_added
        from django.contrib.auth.signals import user_logged_in

        from accounts import mails, my_work, personal_data
        from accounts.people import my_profile
        from accounts.privacy import services, tasks
        from accounts.privacy.handlers import used_again
        from accounts.privacy.selectors import erase_part, what_we_keep
        from accounts.signals import forget_unproven_password, remember_shown_factor
        from common.jobs import register_job
        from common.mail.purposes import register_purpose
        from common.my_page import register_section
        from common.privacy.parts import register_part

        post_migrate.connect(_sync_roles, dispatch_uid="accounts.sync_roles")
        email_confirmed.connect(forget_unproven_password, dispatch_uid="accounts.forget_unproven_password")
        authenticator_added.connect(remember_shown_factor, dispatch_uid="accounts.remember_shown_factor")
        for purpose in mails.purposes():
            register_purpose(purpose)
        personal_data.declare_all()
        register_part(10, what_we_keep)
        self._export_data()
        register_part(90, erase_part)
        user_logged_in.connect(used_again)
        register_job("erasing of people", tasks.erase_people, services.has_work)
        self._record_activity()
        self._guard_roles()
        for order, source in (
            (5, my_profile.questions_of_others),
            (10, my_work.to_review),
            (20, my_work.offered),
            (30, my_work.drafts),
            (90, my_profile.profile_state),
        ):
            register_section(order, source)

    def _export_data(self) -> None:
        """Let people take their data along, and have the worker make the files and forget them."""
        from accounts.privacy.exporting import services, tasks
        from accounts.privacy.exporting.views import my_export
        from common.jobs import register_job
        from common.privacy.parts import register_part

        register_part(20, my_export)
        register_job("files with personal data", tasks.make_exports, services.has_export_to_make)
        register_job("forgetting of files with personal data", tasks.forget_exports, services.has_old_exports)

    def _record_activity(self) -> None:
        """Have signing in and out, second steps and roles written down in the activity log."""
        from allauth.account import signals as account_signals
        from allauth.mfa import signals as mfa_signals
        from allauth.mfa.models import Authenticator
        from allauth.socialaccount.models import SocialAccount
        from django.contrib.auth import signals as auth_signals
        from django.db.models.signals import m2m_changed, post_delete, post_save

        from accounts import activity
        from accounts.models import User
        from common.activity.verbs import register_verbs

        register_verbs(activity.VERBS)
        for signal, receiver in (
            (auth_signals.user_logged_in, activity.signed_in),
            (auth_signals.user_logged_out, activity.signed_out),
            (auth_signals.user_login_failed, activity.password_refused),
            (account_signals.login_code_rejected, activity.code_refused),
            (account_signals.password_reset_code_rejected, activity.code_refused),
            (account_signals.user_signed_up, activity.signed_up),
            (account_signals.email_changed, activity.email_changed),
            (account_signals.password_set, activity.password_changed),
            (account_signals.password_changed, activity.password_changed),
            (account_signals.password_reset, activity.password_changed),
            (mfa_signals.authenticator_used, activity.factor_used),
            (mfa_signals.authentication_failed, activity.factor_refused),
        ):
            signal.connect(receiver)
        post_save.connect(activity.factor_added, sender=Authenticator)
        post_delete.connect(activity.factor_removed, sender=Authenticator)
        post_save.connect(activity.linked, sender=SocialAccount)
        post_delete.connect(activity.unlinked, sender=SocialAccount)
        m2m_changed.connect(activity.roles_changed, sender=User.groups.through)

    def _guard_roles(self) -> None:
        """Have whoever gets a role that needs a second factor start over."""
        from django.db.models.signals import m2m_changed

        from accounts.models import User
        from accounts.starting_over import power_given

        m2m_changed.connect(power_given, sender=User.groups.through)


class CmsUsersConfig(WagtailUsersAppConfig):
    """Wagtail's own app for accounts in the CMS, with our screens."""

    user_viewset = "accounts.cms_users.UserViewSet"


def _sync_roles(sender: AppConfig, **kwargs: Any) -> None:
    """Run once per migrate, when the permissions of every app exist: after the last app that has models."""
    from accounts.services import sync_roles

    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    if sender.name == last.name:
        sync_roles()
