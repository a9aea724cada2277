"""Words between braces in the text of a mail, that are replaced by what the mail is about.

No template language: a text that editors write can ask for nothing but what is on the list of its mail.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
_BRACE = re.compile(r"[{}]")


@dataclass(frozen=True)
class Placeholder:
    """A word that editors can use in a mail: `name` is also its key in the context of the mail.

    `is_required` is for what a mail is of no use without, such as its code. `example` stands in the preview.
    """

    name: str
    label: str | Promise
    example: Any
    is_required: bool = False

    @property
    def written(self) -> str:
        """How it stands in a text."""
        return f"{{{self.name}}}"


def fill(text: str, values: Mapping[str, Any]) -> str:
    """Replace every placeholder once: braces in a value are text.

    Raises KeyError for a placeholder without a value.
    """
    return _PLACEHOLDER.sub(lambda found: str(values[found[1]]), text)


def problems_of(text: str, placeholders: Iterable[Placeholder]) -> list[str]:
    """What is wrong with the placeholders in a text, in words; empty when all is well."""
    known = {placeholder.name for placeholder in placeholders}
    offered = get_text_list(sorted(placeholder.written for placeholder in placeholders), _("en"))
    problems = [
        _("{%(name)s} kan in deze mail niet. Wat wel kan: %(offered)s.") % {"name": name, "offered": offered}
        for name in dict.fromkeys(_PLACEHOLDER.findall(text))
        if name not in known
    ]
    if _BRACE.search(_PLACEHOLDER.sub("", text)):
        problems.append(_("Er staat een losse accolade. Schrijf een invulwoord tussen { en }, op één regel."))
    return problems


def missing_from(text: str, placeholders: Iterable[Placeholder]) -> list[str]:
    """Which placeholders a text cannot do without and lacks, in words."""
    used = set(_PLACEHOLDER.findall(text))
    return [
        _("Deze mail kan niet zonder %(written)s: %(label)s.")
        % {"written": placeholder.written, "label": placeholder.label}
        for placeholder in placeholders
        if placeholder.is_required and placeholder.name not in used
    ]
