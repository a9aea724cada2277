"""The form of a kept question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from search.saved.services import MAX_NAME
from search.text import clean_text


class NameForm(forms.Form):
    """Another name."""

    name = forms.CharField(
        label=_("Naam"),
        max_length=MAX_NAME,
        error_messages={"required": _("Vul een naam in."), "max_length": _("Kies een naam van hoogstens 100 tekens.")},
    )

    def clean_name(self) -> str:
        """Without characters that can not be seen. Refuses a name of nothing else."""
        name = " ".join(clean_text(self.cleaned_data["name"]).split())
        if not name:
            raise forms.ValidationError(_("Vul een naam in."), code="required")
        return name
