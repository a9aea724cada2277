"""The form of a method in the CMS."""

from typing import Any

from knowledge.editing import ReviewedPageForm
from knowledge.relations import relation_errors


class MethodForm(ReviewedPageForm):
    """A method; what its relations say together is checked here, because a row knows only itself."""

    def clean(self) -> dict[str, Any]:
        """Put what is wrong with the relations at their rows."""
        cleaned: dict[str, Any] = super().clean()
        formset = self.formsets["relations"]
        if formset.is_valid():
            rows = [form for form in formset.forms if form not in formset.deleted_forms and form.instance.related_id]
            for relation, message in relation_errors(self.instance.pk, [form.instance for form in rows]):
                next(form for form in rows if form.instance is relation).add_error("related", message)
        return cleaned
