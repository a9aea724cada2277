"""The board in short, on the home page of the CMS."""

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from knowledge.backlog.reading import CountedRule, count_work, sections
from knowledge.backlog.rules import RULE_PARAMETER, RULES


class BacklogPanel(Component):
    """What is due, rule by rule, and apart from it how much there is that can wait.

    Whatever an editor sees first should be worth a click today: hundreds of texts without a day would hide the two
    that are overdue.
    """

    name = "backlog"
    template_name = "knowledge/admin/backlog_panel.html"
    # After what waits for this editor in the workflow, which Wagtail shows from 200 on.
    order = 250

    def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The rules that are due and the sections that can wait, as far as they hold work."""
        counts = count_work(timezone.localdate())
        due = [CountedRule(rule, counts[rule.key]) for rule in RULES if rule.is_due and counts[rule.key]]
        later = sections(counts, [rule for rule in RULES if not rule.is_due])
        return {"due": due, "later": [section for section in later if section.count], "parameter": RULE_PARAMETER}
