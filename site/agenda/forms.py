"""Forms of the CMS that know more than one record."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from agenda.kamerstuk import Kamerstuk
from agenda.models import ParliamentaryDocument


class DocumentForm(WagtailAdminModelForm):
    """A document; a number belongs to one document and stands there once."""

    def clean(self) -> dict[str, Any]:
        """Refuse a number that another document has, or that stands here twice; the message is at the number."""
        cleaned: dict[str, Any] = super().clean()
        seen: set[str] = set()
        for form in self.formsets["references"].forms:
            values = getattr(form, "cleaned_data", None) or {} if form.is_valid() else {}
            if values.get("DELETE") or not values.get("number"):
                continue
            kamerstuk = Kamerstuk.parse(values["number"])
            if kamerstuk.code in seen:
                form.add_error("number", _("Dit nummer staat er al."))
            seen.add(kamerstuk.code)
            other = ParliamentaryDocument.objects.numbered(kamerstuk).exclude(pk=self.instance.pk).first()
            if other is not None:
                message = _("Dit nummer staat al bij: %(title)s.")
                form.add_error("number", ValidationError(message, params={"title": other.title}))
        return cleaned
