"""Forms about the person behind an account."""

from itertools import groupby
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from accounts.forms import one_line
from accounts.organisations.enums import OrganisationKind
from accounts.organisations.models import Organisation
from accounts.people.models import FUNCTION_LENGTH

on_one_line = RegexValidator(one_line.regex, _("Zet uw functie op één regel."), inverse_match=True)


class ProfileForm(forms.Form):
    """What somebody does, and what others see."""

    function = forms.CharField(
        label=_("Functie"),
        required=False,
        max_length=FUNCTION_LENGTH,
        validators=[on_one_line],
        help_text=_("Bijvoorbeeld: adviseur jeugd en veiligheid. Zo weten anderen waarmee zij bij u terechtkunnen."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    show_function = forms.BooleanField(label=_("Laat mijn functie zien in mijn leerkringen"), required=False)
    show_organisation = forms.BooleanField(label=_("Laat mijn organisatie zien in mijn leerkringen"), required=False)
    show_email = forms.BooleanField(label=_("Laat mijn e-mailadres zien in mijn leerkringen"), required=False)


class OrganisationForm(forms.Form):
    """Where somebody works, from the organisations that exist now, by kind."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Organisatie"),
        empty_label=_("Kies uw organisatie"),
        error_messages={"invalid_choice": _("Kies een organisatie uit de lijst.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.current().only("pk", "name", "kind")
        field.choices = [("", field.empty_label), *_by_kind(field.queryset)]


def _by_kind(organisations: Any) -> list[tuple[str, list[tuple[int, str]]]]:
    order = list(OrganisationKind)
    found = sorted(organisations, key=lambda organisation: order.index(OrganisationKind(organisation.kind)))
    return [
        (str(OrganisationKind(kind).label), [(organisation.pk, organisation.name) for organisation in group])
        for kind, group in groupby(found, key=lambda organisation: organisation.kind)
    ]
