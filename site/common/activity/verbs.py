"""What the log can tell. An act without a registered verb cannot be recorded."""

from collections.abc import Mapping

from django.utils.functional import Promise
from wagtail.log_actions import registry as cms_actions

_verbs: dict[str, str | Promise] = {}


def register_verbs(labels: Mapping[str, str | Promise]) -> None:
    """Let an app record acts: a name such as "mail.retried" for each, and what it is called. From `ready()` only.

    Raises ValueError when a name is taken.
    """
    for name, label in labels.items():
        if name in _verbs:
            raise ValueError(f"The verb {name} is registered already.")
        _verbs[name] = label


def is_known(name: str) -> bool:
    """True for a registered verb, and for what the CMS writes in the history of its objects."""
    return name in _verbs or bool(cms_actions.action_exists(name))


def label_of(name: str) -> str:
    """What an act is called; its name for one that only old rows have."""
    if name in _verbs:
        return str(_verbs[name])
    return str(cms_actions.get_action_label(name)) if cms_actions.action_exists(name) else name
