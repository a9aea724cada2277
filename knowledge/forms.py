"""Forms of the CMS that Wagtail does not make by itself."""

from collections.abc import Iterator
from itertools import groupby
from operator import methodcaller
from typing import Any

from django import forms
from django.forms.models import ModelChoiceField, ModelChoiceIterator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from knowledge.enums import AXIS_VALUES, Axis, Quality
from knowledge.models import Concept
from knowledge.vocabulary_forms import FITS

SEPARATOR = ":"


class AssessmentForm(forms.Form):
    """One assessment. Axis and value are one question, so that no pair can be chosen that does not exist."""

    verdict = forms.ChoiceField(
        label=_("Oordeel"),
        choices=lambda: [
            ("", _("Kies een oordeel")),
            *(
                (axis.label, [(f"{axis.value}{SEPARATOR}{value}", label) for value, label in values.choices])
                for axis, values in AXIS_VALUES.items()
            ),
        ],
    )
    quality = forms.TypedChoiceField(
        label=_("Kwaliteit van het onderzoek"),
        choices=[("", _("Niet van toepassing")), *((number, label) for number, label in Quality.choices if number)],
        coerce=lambda number: Quality(int(number)),
        empty_value=None,
        required=False,
        help_text=_("Alleen invullen als u oordeelt over iets dat onderzocht is."),
    )
    assessed_on = forms.DateField(label=_("Datum van het oordeel"), widget=AdminDateInput, initial=timezone.localdate)
    assessed_by = forms.CharField(
        label=_("Wie oordeelde"),
        max_length=120,
        help_text=_("Een commissie, onderzoeker of redactie. Bezoekers zien deze naam."),
    )
    valid_until = forms.DateField(
        label=_("Geldig tot en met"),
        widget=AdminDateInput,
        required=False,
        help_text=_("Laat leeg voor de gewone termijn van een erkenning."),
    )
    reason = forms.CharField(
        label=_("Waarom"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Waarop is het oordeel gebaseerd? Bezoekers lezen dit."),
    )

    def assessment(self) -> dict[str, Any]:
        """The cleaned data as arguments of `knowledge.services.assess`."""
        axis, value = self.cleaned_data["verdict"].split(SEPARATOR)
        rest = {name: value for name, value in self.cleaned_data.items() if name != "verdict"}
        return {"axis": Axis(axis), "value": value, **rest}

    def add_service_errors(self, errors: dict[str, list[str]]) -> None:
        """Show what the service refused, each at its field; axis and value are asked as one."""
        for name, messages in errors.items():
            for message in messages:
                self.add_error(name if name in self.fields else "verdict", message)


class _ByList(ModelChoiceIterator):
    """Concepts under the name of their list."""

    def __iter__(self) -> Iterator[Any]:
        """No concept, and then list by list."""
        yield "", self.field.empty_label
        for name, concepts in groupby(self.queryset, key=methodcaller("get_scheme_display")):
            yield name, [self.choice(concept) for concept in concepts]


class _BroaderConceptField(ModelChoiceField):
    """Concepts at the top of a list: there are at most two levels."""

    iterator = _ByList


class ConceptForm(WagtailAdminModelForm):
    """A concept; its list and its code stay what they were, because addresses and links hold them.

    A new one has no list yet, so it is offered the tops of all of them; `Concept.clean` refuses those of another.
    """

    parent = _BroaderConceptField(
        queryset=Concept.objects.filter(parent=None),
        label=_("Valt onder"),
        required=False,
        help_text=_("Een breder begrip uit dezelfde lijst. Niet voor een begrip waar zelf begrippen onder vallen."),
        widget=forms.Select(attrs=FITS),
    )

    class Meta:
        model = Concept
        fields = ["scheme", "label", "notation", "parent", "alternative_labels", "description", "exact_match"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["scheme"].disabled = True
            self.fields["notation"].disabled = True
            self.fields["parent"].queryset = Concept.objects.parents_for(self.instance)
