"""Forms of what the library publishes. They know no model, so that page types can name them."""

import datetime as dt
from typing import Any

from django.utils import timezone

from common.forms import ContentForm, PageForm


def suggested_review(today: dt.date) -> dt.date:
    """A year from a day; from 29 February to the 28th."""
    try:
        return today.replace(year=today.year + 1)
    except ValueError:
        return today.replace(year=today.year + 1, day=28)


class _SuggestsReview(ContentForm):
    """Suggests a day to look again at what is new; an editor may choose another, or none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding and self.initial.get("review_on") is None:
            self.initial["review_on"] = suggested_review(timezone.localdate())


class ReviewedPageForm(_SuggestsReview, PageForm):
    """A page of the library."""


class RecordForm(_SuggestsReview):
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
