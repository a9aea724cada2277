"""Forms of the CMS that every page type shares."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.pages import CopyForm, WagtailAdminPageForm
from wagtail.blocks.stream_block import StreamBlockValidationError

from common.completeness import missing_parts


class PageCopyForm(CopyForm):
    """Copying without Wagtail's alias: an alias shares all fields, and two pages can not share an identifier."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)


class ContentForm(WagtailAdminModelForm):
    """A form that says on top what keeps its content from being published or submitted.

    A draft may lack what publishing asks for. Wagtail marks each field; in a long form an editor would have to go
    and look for them. With an error that belongs to no field, Wagtail lists all of them above the form.
    """

    def clean(self) -> dict[str, Any]:
        """Refuse rich text without a word, at the top and in blocks; it looks empty, and Wagtail accepts it."""
        cleaned: dict[str, Any] = super().clean()
        for name, field in self.fields.items():
            missing = (
                () if self.is_deferred_validation or name in self.errors else missing_parts(field, cleaned.get(name))
            )
            for part in missing:
                self.add_error(name, _("Er ontbreekt: %s.") % part if part else field.error_messages["required"])
        return cleaned

    def is_valid(self) -> bool:
        """Whether everything is right; what is wrong is told once, in plain words."""
        valid = bool(super().is_valid())
        if not valid and not self.is_deferred_validation and NON_FIELD_ERRORS not in self.errors:
            self._tell_what_is_wrong()
        return valid

    def _tell_what_is_wrong(self) -> None:
        of_fields = dict(self.errors)
        for errors in of_fields.values():
            for error in errors.as_data():
                if isinstance(error, StreamBlockValidationError):
                    error.message = _stream_message(error)
        advice = _("Vul dit aan of verbeter het, of bewaar het als concept. Wat u hebt ingevuld, is niet weg.")
        self.errors.clear()
        self.add_error(None, [advice, *_errors_in_rows(self)])
        self.errors.update(of_fields)


class PageForm(ContentForm, WagtailAdminPageForm):
    """The form of every page type."""


def _stream_message(error: StreamBlockValidationError) -> str:
    """What is wrong with a list of blocks; Wagtail's own message is for programmers."""
    messages = [message for part in error.non_block_errors.as_data() for message in part.messages]
    return " ".join(messages) or _("Er ontbreekt iets in een onderdeel. Het staat bij dat onderdeel.")


def _errors_in_rows(form: BaseForm) -> Iterator[str]:
    """The errors in lists of rows below the form, which Wagtail leaves out of its own list."""
    for formset in getattr(form, "formsets", {}).values():
        name = capfirst(formset.model._meta.verbose_name)
        for number, row in enumerate(formset.forms, start=1):
            for field, errors in row.errors.items():
                where = _("%(name)s %(number)d") % {"name": name, "number": number}
                label = "" if field == NON_FIELD_ERRORS else f", {row.fields[field].label}"
                yield from (f"{where}{label}: {error}" for error in errors)
        yield from formset.non_form_errors()
