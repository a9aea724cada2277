"""Forms of the accounts app: our words and hints on the forms of allauth.

Which form stands in for which of allauth's is in the settings, `ACCOUNT_FORMS` and `MFA_FORMS`.
"""

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from allauth.socialaccount import forms as social_forms
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.limits import LimitedForm

PASSWORD_HINT = _("Minstens 12 tekens. Een zin van een paar woorden onthoudt u makkelijk.")
NAME_LENGTH = 150

# A name ends up in the headers of mail, where a line break begins a new header. Django itself refuses a NUL.
one_line = RegexValidator(r"[\x01-\x1f\x7f\u2028\u2029]", _("Zet de naam op één regel."), inverse_match=True)


def first_name_field() -> forms.CharField:
    """The field for a first name, which browsers can fill in."""
    widget = forms.TextInput(attrs={"autocomplete": "given-name"})
    return forms.CharField(label=_("Voornaam"), max_length=NAME_LENGTH, widget=widget, validators=[one_line])


def last_name_field() -> forms.CharField:
    """The field for a last name, which browsers can fill in."""
    widget = forms.TextInput(attrs={"autocomplete": "family-name"})
    return forms.CharField(label=_("Achternaam"), max_length=NAME_LENGTH, widget=widget, validators=[one_line])


class NameForm(forms.Form):
    """The name that colleagues see."""

    first_name = first_name_field()
    last_name = last_name_field()


class PlainForm:
    """For the forms of allauth: no placeholders, and labels and hints of our own.

    A placeholder repeats the label, is too pale to read, and is gone as soon as somebody types.
    """

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}
    attributes: dict[str, dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs |= self.attributes.get(name, {})
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, field.help_text)


# --- Signing in and up -----------------------------------------------------------------------------------------------


class LoginForm(LimitedForm, PlainForm, account_forms.LoginForm):
    """Sign in with address and password. The way to a new password stands below the form, not inside it."""

    limit = "login_form"
    labels = {"login": _("E-mailadres"), "password": _("Wachtwoord")}
    hints = {"password": ""}
    # Password managers look for this word, also where the name is an address.
    attributes = {"login": {"autocomplete": "username"}}


class SignupForm(LimitedForm, PlainForm, account_forms.SignupForm):
    """What a new account asks. allauth stores the names on the account."""

    limit = "signup_form"
    first_name = first_name_field()
    last_name = last_name_field()

    field_order = ["first_name", "last_name", "email", "password1", "password2"]
    labels = {"email": _("E-mailadres"), "password1": _("Wachtwoord"), "password2": _("Wachtwoord, nog een keer")}
    hints = {
        "email": _("Wij sturen een code naar dit adres. Met dit adres logt u voortaan in."),
        "password1": PASSWORD_HINT,
    }

    def try_save(self, request: HttpRequest) -> Any:
        """Make the account, or mail the owner of the one that exists; both take the time of hashing a password.

        Without that the time of the answer tells a stranger which addresses have an account.
        """
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class OrganisationSignupForm(PlainForm, social_forms.SignupForm):
    """What an organisation did not tell of somebody who comes from it for the first time."""

    labels = {"email": _("E-mailadres")}
    hints = {"email": _("Wij sturen een code naar dit adres.")}


class RequestLoginCodeForm(LimitedForm, PlainForm, account_forms.RequestLoginCodeForm):
    """Ask for a sign-in code by mail."""

    limit = "login_code_form"
    labels = {"email": _("E-mailadres")}


class ReauthenticateForm(PlainForm, account_forms.ReauthenticateForm):
    """Show again who is there, by password."""

    labels = {"password": _("Wachtwoord")}
    hints = {"password": ""}


# --- Codes from a mail -----------------------------------------------------------------------------------------------


class MailedCodeForm(PlainForm):
    """A code that came by mail: letters in two groups, read without regard for capitals, spaces and dashes."""

    labels = {"code": _("Code")}
    hints = {"code": _("Acht letters. Hoofdletters, spaties en het streepje maken niet uit.")}
    attributes = {"code": {"autocapitalize": "characters", "spellcheck": "false"}}


class ConfirmLoginCodeForm(MailedCodeForm, account_forms.ConfirmLoginCodeForm):
    """The code that signs in."""


class ConfirmEmailCodeForm(MailedCodeForm, account_forms.ConfirmEmailVerificationCodeForm):
    """The code that proves an address."""


class ConfirmResetCodeForm(MailedCodeForm, account_forms.ConfirmPasswordResetCodeForm):
    """The code that allows a new password."""


# --- Address and password --------------------------------------------------------------------------------------------


class AddEmailForm(PlainForm, account_forms.AddEmailForm):
    """Another address for the account."""

    labels = {"email": _("Nieuw e-mailadres")}
    hints = {"email": _("Wij sturen een code naar dit adres. Pas als u die hebt ingevuld, verandert er iets.")}


class ResetPasswordForm(LimitedForm, PlainForm, account_forms.ResetPasswordForm):
    """Ask for a new password."""

    limit = "reset_password_form"
    labels = {"email": _("E-mailadres")}


class ChangePasswordForm(PlainForm, account_forms.ChangePasswordForm):
    """Another password in place of the one that is known."""

    labels = {
        "oldpassword": _("Huidig wachtwoord"),
        "password1": _("Nieuw wachtwoord"),
        "password2": _("Nieuw wachtwoord, nog een keer"),
    }
    hints = {"oldpassword": "", "password1": PASSWORD_HINT}


class NewPasswordForm(PlainForm, account_forms.ResetPasswordKeyForm):
    """A new password in place of one that was forgotten."""

    labels = {"password1": _("Nieuw wachtwoord"), "password2": _("Nieuw wachtwoord, nog een keer")}
    hints = {"password1": PASSWORD_HINT}


class SetPasswordForm(PlainForm, account_forms.SetPasswordForm):
    """A first password, for an account without one."""

    labels = {"password1": _("Wachtwoord"), "password2": _("Wachtwoord, nog een keer")}
    hints = {"password1": PASSWORD_HINT}


# --- Second step and passkeys ----------------------------------------------------------------------------------------


class NumericCodeForm(PlainForm):
    """A code of digits: a phone shows its digits."""

    labels = {"code": _("Code")}
    attributes = {"code": {"inputmode": "numeric"}}


class ActivateTotpForm(NumericCodeForm, totp_forms.ActivateTOTPForm):
    """The first code of an authenticator app, which shows that the app works."""

    hints = {"code": _("De zes cijfers die de app nu laat zien.")}


class SecondStepForm(NumericCodeForm, mfa_forms.AuthenticateForm):
    """The second step of signing in."""

    hints = {"code": _("De zes cijfers uit uw app, of een van uw herstelcodes.")}


class ConfirmSecondStepForm(NumericCodeForm, mfa_forms.ReauthenticateForm):
    """Show again who is there, by a code."""

    hints = {"code": _("De zes cijfers uit uw app, of een van uw herstelcodes.")}


class PasskeyNameForm(PlainForm):
    """The name by which somebody knows a passkey again."""

    labels = {"name": _("Naam")}
    hints = {"name": _("Zodat u later weet welke het is, bijvoorbeeld “Telefoon” of “Laptop van het werk”.")}


class AddPasskeyForm(PasskeyNameForm, webauthn_forms.AddWebAuthnForm):
    """A new passkey. Without a word to the contrary it signs in by itself: that is what most people want one for."""

    labels = PasskeyNameForm.labels | {"passwordless": _("Met deze passkey inloggen zonder wachtwoord")}
    hints = PasskeyNameForm.hints | {
        "passwordless": _(
            "Uw apparaat vraagt dan om uw vingerafdruk, gezicht of pincode. Zet u dit uit, dan is de passkey alleen de "
            "tweede stap na uw wachtwoord."
        )
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class RenamePasskeyForm(PasskeyNameForm, webauthn_forms.EditWebAuthnForm):
    """Another name for a passkey."""
