"""The four lists of the library, which stand side by side above each of them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from common.components import Tab


def library_sections(path: str) -> tuple[Tab, ...]:
    """A link to every list, with the one at `path` marked."""
    lists = (
        (_("Methoden"), "/methoden/"),
        (_("Evaluaties"), reverse("evaluations")),
        (_("Toepassingen"), reverse("use_cases")),
        (_("Kennisbank"), "/kennisbank/"),
    )
    return tuple(Tab(url.strip("/"), title, None, url, current=url == path) for title, url in lists)
