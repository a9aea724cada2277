"""Forms of the CMS that every page type shares."""

from typing import Any

from wagtail.admin.forms.pages import CopyForm


class PageCopyForm(CopyForm):
    """Copying without Wagtail's alias: an alias shares all fields, and two pages can not share an identifier."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
