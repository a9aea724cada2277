"""What the site mails, and why. A mail without a registered purpose cannot be sent."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from common.mail.placeholders import Placeholder


@dataclass(frozen=True)
class Purpose:
    """A reason to mail somebody.

    `template` is the path of the templates without `_subject.txt` and `_message.txt`; empty for mail that a library
    writes. `can_stop` is true for mail that comes by itself again and again, such as reminders: who gets it can stop
    it. A mail that somebody asked for, such as a code, always comes. Editors can write the text of a mail with
    `placeholders` themselves.
    """

    name: str
    label: str | Promise
    template: str = ""
    can_stop: bool = False
    placeholders: tuple[Placeholder, ...] = ()

    @property
    def examples(self) -> dict[str, Any]:
        """A context for the preview."""
        return {placeholder.name: placeholder.example for placeholder in self.placeholders}


_purposes: dict[str, Purpose] = {}


def register_purpose(purpose: Purpose) -> None:
    """Let an app mail people. Called from `ready()` only.

    Raises ValueError when the name is taken.
    """
    if purpose.name in _purposes:
        raise ValueError(f"The purpose {purpose.name} is registered already.")
    _purposes[purpose.name] = purpose


def find_purpose(name: str) -> Purpose | None:
    """Return a purpose; None for one that only old mails have."""
    return _purposes.get(name)


def all_purposes() -> tuple[Purpose, ...]:
    """Every purpose, in the order of registration."""
    return tuple(_purposes.values())
