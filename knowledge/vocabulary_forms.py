"""Where a concept goes: the forms of merging and moving."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from knowledge.models import Concept

# A menu of the CMS is as wide as its longest line; so it is no wider than the screen.
FITS = {"class": "w-w-full"}


class _ConceptField(forms.ModelChoiceField):
    """Concepts of one list, in the order of their names; a narrower one tells where it stands."""

    def label_from_instance(self, obj: Concept) -> str:
        """The name, after that of the broader concept."""
        return f"{obj.parent.label} › {obj.label}" if obj.parent else obj.label


class _PlaceForm(forms.Form):
    """One question about a concept: `choice` is the answer, and `refuse` shows what a service did not accept."""

    name: str

    @property
    def choice(self) -> Concept | None:
        """The concept that was chosen."""
        chosen: Concept | None = self.cleaned_data[self.name]
        return chosen

    def refuse(self, error: ValidationError) -> None:
        """Show at the question why it cannot be done."""
        for message in error.messages:
            self.add_error(self.name, message)


class MergeForm(_PlaceForm):
    """Into which concept."""

    name = "target"
    target = _ConceptField(
        queryset=Concept.objects.none(),
        widget=forms.Select(attrs=FITS),
        label=_("Voeg samen met"),
        empty_label=_("Kies een begrip"),
        help_text=_("Dit begrip blijft over."),
        error_messages={"invalid_choice": _("Met dit begrip kunt u niet samenvoegen. Kies een begrip uit het menu.")},
    )

    def __init__(self, concept: Concept, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        targets = Concept.objects.merge_targets(concept).select_related("parent")
        self.fields["target"].queryset = targets  # type: ignore[attr-defined]


class MoveForm(_PlaceForm):
    """Under which broader concept; nothing chosen is the first level."""

    name = "parent"
    parent = _ConceptField(
        queryset=Concept.objects.none(),
        widget=forms.Select(attrs=FITS),
        label=_("Valt voortaan onder"),
        required=False,
        empty_label=_("Geen ander begrip: bovenaan in de lijst"),
        error_messages={"invalid_choice": _("Onder dit begrip kan het niet vallen. Kies een begrip uit het menu.")},
    )

    def __init__(self, concept: Concept, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.concept = concept
        parents = Concept.objects.new_parents(concept).select_related("parent")
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]

    def clean_parent(self) -> Concept | None:
        """Refuse the place where the concept is."""
        parent: Concept | None = self.cleaned_data["parent"]
        if parent is None and self.concept.parent is None:
            raise ValidationError(_("Het begrip staat al bovenaan in de lijst. Kies een begrip uit het menu."))
        return parent
