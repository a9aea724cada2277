"""What the history of a concept says of what was done with it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import LogFormatter


class MergeFormatter(LogFormatter):
    """A concept took the place of another."""

    label = gettext_lazy("Samenvoegen")

    def format_message(self, log_entry: Any) -> str:
        """The name that went, and how many records carried it."""
        merged, counts = log_entry.data["merged"], log_entry.data["counts"]
        carriers = sum(number for kind, number in counts.items() if kind not in {"narrower", "revisions"})
        return _("‘%(label)s’ (%(notation)s) samengevoegd met dit begrip: %(records)s, %(narrower)s") % {
            "label": merged["label"],
            "notation": merged["notation"],
            "records": ngettext("%d record", "%d records", carriers) % carriers,
            "narrower": ngettext("%d begrip eronder", "%d begrippen eronder", counts["narrower"]) % counts["narrower"],
        }


class MoveFormatter(LogFormatter):
    """A concept came under another, or under none."""

    label = gettext_lazy("Verplaatsen")

    def format_message(self, log_entry: Any) -> str:
        """From where to where."""
        top = _("bovenaan")
        return _("Verplaatst: van ‘%(before)s’ naar ‘%(after)s’") % {
            "before": log_entry.data["from"] or top,
            "after": log_entry.data["to"] or top,
        }
