"""Forms of what the library publishes. They know no model, so that page types can name them."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.db import connection
from django.db.models import Model
from django.forms import ModelMultipleChoiceField
from django.utils import timezone

from common.forms import ContentForm, PageForm


def suggested_review(today: dt.date) -> dt.date:
    """A year from a day; from 29 February to the 28th."""
    try:
        return today.replace(year=today.year + 1)
    except ValueError:
        return today.replace(year=today.year + 1, day=28)


class _LibraryForm(ContentForm):
    """Suggests a day to look again at what is new; an editor may choose another, or none.

    What is chosen from a vocabulary is held from the check of the form until it is stored: a merge of concepts waits
    for it and finds the label, or it comes first and the form says that the concept is gone.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding and self.initial.get("review_on") is None:
            self.initial["review_on"] = suggested_review(timezone.localdate())

    def full_clean(self) -> None:
        """Hold the concepts before they are looked up; a transaction is what holds them."""
        if self.is_bound and connection.in_atomic_block:
            self._hold_choices()
        super().full_clean()

    def _hold_choices(self) -> None:
        chosen: dict[type[Model], set[int]] = defaultdict(set)
        for name, field in self.fields.items():
            if isinstance(field, ModelMultipleChoiceField) and field.queryset is not None:
                keys = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name)) or ()
                chosen[field.queryset.model].update(int(key) for key in keys if str(key).isdecimal())
        for model, pks in chosen.items():
            # In one order, like a merge: two that wait for each other would wait for ever.
            list(model._default_manager.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk").values("pk"))


class ReviewedPageForm(_LibraryForm, PageForm):
    """A page of the library."""


class RecordForm(_LibraryForm):
    """An evaluation or a use case; its address stays what it was, because others link to it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.first_published_at:
            self.fields["slug"].disabled = True


class UseCaseForm(RecordForm):
    """A use case; whoever says that its facts were checked is kept, with the day."""

    def save(self, commit: bool = True) -> Any:
        """Note who checked it and when, or forget both."""
        if "is_checked" in self.changed_data:
            checked = self.cleaned_data["is_checked"]
            self.instance.checked_on = timezone.localdate() if checked else None
            self.instance.checked_by = self.for_user if checked else None
        return super().save(commit)
