"""What somebody wants in their calendar."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.calendars.registry import calendar_kinds


class KindsForm(forms.Form):
    """A choice from the kinds of entries that exist now."""

    kinds = forms.MultipleChoiceField(
        label=_("In mijn kalender staan"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.names = [kind.name for kind in calendar_kinds()]
        self.fields["kinds"].choices = [(kind.name, kind.label) for kind in calendar_kinds()]  # type: ignore[attr-defined]

    @property
    def left_out(self) -> list[str]:
        """The kinds that were not chosen."""
        return [name for name in self.names if name not in self.cleaned_data["kinds"]]
