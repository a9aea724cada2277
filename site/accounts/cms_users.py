"""Accounts in the CMS: a beheerder makes them, gives them roles and closes them.

What Wagtail would let anybody who may change accounts do, and this does not: make oneself or another a superuser,
change the account of a superuser, choose somebody's password, or take the last beheerder's role away by accident.
A superuser is made on the command line only.
"""

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.users import forms as wagtail_forms
from wagtail.users.views import users as wagtail_views
from wagtail.users.views.bulk_actions import SetActiveStateBulkAction

from accounts import services
from accounts.models import User
from accounts.roles import ROLE_TEXTS
from common.access import Role


def may_change(viewer: User | AnonymousUser, account: User) -> bool:
    """True unless the account can do more than the one that wants to change it."""
    return viewer.is_superuser or not account.is_superuser


class RoleField(forms.ModelMultipleChoiceField):
    """A choice of roles, each with what it allows."""

    def label_from_instance(self, group: Group) -> str:
        """The name of the role and its duties; a group that is no role has its name alone."""
        if group.name not in set(Role):
            return group.name
        text = ROLE_TEXTS[Role(group.name)]
        return f"{text.title}: {text.duties}"


class AccountFields(forms.ModelForm):
    """What the two forms share."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("is_superuser", None)

    def clean_email(self) -> str:
        """Keep addresses in small letters, and refuse one that signs in to another account.

        Raises ValidationError.
        """
        email = User.objects.normalize_email(self.cleaned_data["email"])
        if EmailAddress.objects.filter(email=email).exclude(user=self.instance.pk).exists():
            raise ValidationError(_("Er is al een account met dit e-mailadres."), code="duplicate_email")
        return email

    def save(self, commit: bool = True) -> User:
        """Save the account, and make its address the only one that signs in to it."""
        user: User = super().save(commit)
        if commit:
            services.keep_address(user=user)
        return user


class AccountCreationForm(AccountFields, wagtail_forms.UserCreationForm):
    """A new account, without a password: its owner signs in with a code."""

    groups = RoleField(Group.objects.all(), label=_("Rollen"), required=False, widget=forms.CheckboxSelectMultiple)

    class Meta(wagtail_forms.UserCreationForm.Meta):
        fields = ["email", "first_name", "last_name", "groups"]

    def save(self, commit: bool = True) -> User:
        """Save the account and tell its owner."""
        self.instance.set_unusable_password()
        user = super().save(commit)
        services.tell_of_account(user=user)
        return user


class AccountEditForm(AccountFields, wagtail_forms.UserEditForm):
    """An account that is there. Nobody takes or gives roles of their own."""

    groups = RoleField(Group.objects.all(), label=_("Rollen"), required=False, widget=forms.CheckboxSelectMultiple)

    class Meta(wagtail_forms.UserEditForm.Meta):
        fields = ["email", "first_name", "last_name", "is_active", "groups"]

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, editing_self=editing_self, **kwargs)
        if editing_self:
            del self.fields["groups"]

    def save(self, commit: bool = True) -> User:
        """Save the account, and write down when it was opened or closed."""
        user = super().save(commit)
        if commit and "is_active" in self.changed_data:
            services.record_state(user=user)
        return user


class EditView(wagtail_views.EditView):
    """Change an account."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse to change an account that can do more.

        Raises PermissionDenied.
        """
        if not may_change(request.user, self.object):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class SetActiveState(SetActiveStateBulkAction):
    """Open or close several accounts at once."""

    def check_perm(self, obj: User) -> bool:
        """True when this account may be closed by this person."""
        return bool(super().check_perm(obj)) and may_change(self.request.user, obj)

    @classmethod
    def execute_action(cls, objects: list[User], mark_as_active: bool = False, **kwargs: Any) -> tuple[int, int]:
        """Open or close them, and write down which."""
        changed: tuple[int, int] = super().execute_action(objects, mark_as_active=mark_as_active, **kwargs)
        for user in objects:
            if user.is_active != mark_as_active:
                user.is_active = mark_as_active
                services.record_state(user=user)
        return changed


class UserViewSet(wagtail_views.UserViewSet):
    """The screens for accounts. There is no copying: a copy would take over what no form shows."""

    copy_view_enabled = False
    edit_view_class = EditView
    create_template_name = "accounts/cms/user_create.html"
    edit_template_name = "accounts/cms/user_edit.html"

    def get_form_class(self, for_update: bool = False) -> type[AccountFields]:
        """The form for a new account, or for one that is there."""
        return AccountEditForm if for_update else AccountCreationForm
