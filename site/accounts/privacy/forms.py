"""The form of /mijn/privacy/wissen/."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EraseForm(forms.Form):
    """One tick, so that nobody asks this by a slip of the hand."""

    sure = forms.BooleanField(
        label=_("Ja, wis mijn account en mijn gegevens"),
        error_messages={"required": _("Zet een vinkje als u uw gegevens wilt laten wissen.")},
    )
