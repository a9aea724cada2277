"""What counts as work, in the order in which the editors see it. Every rule is one list."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from knowledge.backlog import parts
from knowledge.backlog.parts import Part

OLD_DRAFT_DAYS = 60
RECOGNITION_DAYS = 90
# In an address: the rule whose list is asked for.
RULE_PARAMETER = "onderwerp"

Text = str | Promise


@dataclass(frozen=True)
class Rule:
    """A reason to do something. `parts` gives the rows on a day; `key` stands in addresses and never changes.

    What is due does not wait: somebody asks for it, its day has come, or a visitor meets it broken.
    """

    key: str
    section: Text
    title: Text
    why: Text
    parts: Callable[[dt.date], Iterable[Part]]
    is_due: bool = False


def _review_rule(key: str, title: Text, first: int | None, last: int, *, is_due: bool = False) -> Rule:
    """What is to be looked at between two numbers of days from now."""
    return Rule(
        key=key,
        section=_("Opnieuw bekijken"),
        title=title,
        why=_("De datum staat bij het onderwerp zelf, onder ‘Beheer’."),
        parts=lambda today: parts.review_between(
            None if first is None else today + dt.timedelta(days=first), today + dt.timedelta(days=last)
        ),
        is_due=is_due,
    )


RULES: tuple[Rule, ...] = (
    Rule(
        key="wacht-op-beoordeling",
        section=_("In de werkstroom"),
        title=_("Wacht op een beoordelaar"),
        why=_("Een redacteur heeft dit aangeboden. De datum zegt sinds wanneer het wacht."),
        parts=lambda today: parts.in_workflow(WorkflowState.STATUS_IN_PROGRESS),
        is_due=True,
    ),
    Rule(
        key="terug-bij-redacteur",
        section=_("In de werkstroom"),
        title=_("Terug bij de redacteur"),
        why=_("Een beoordelaar vroeg om een wijziging. Wat er moet gebeuren, staat erbij."),
        parts=lambda today: parts.in_workflow(WorkflowState.STATUS_NEEDS_CHANGES),
        is_due=True,
    ),
    Rule(
        key="oude-concepten",
        section=_("In de werkstroom"),
        title=_("Concepten die blijven liggen"),
        why=_("Al meer dan 60 dagen niet gewijzigd en niet gepubliceerd. Maak het af of gooi het weg."),
        parts=lambda today: parts.drafts_before(today - dt.timedelta(days=OLD_DRAFT_DAYS)),
    ),
    _review_rule("bekijken-nu", _("Nu te bekijken"), None, 0, is_due=True),
    _review_rule("bekijken-30", _("Binnen 30 dagen te bekijken"), 1, 30),
    _review_rule("bekijken-60", _("Over 31 tot 60 dagen te bekijken"), 31, 60),
    _review_rule("bekijken-90", _("Over 61 tot 90 dagen te bekijken"), 61, 90),
    Rule(
        key="bekijken-zonder-datum",
        section=_("Zonder datum"),
        title=_("Zonder datum om opnieuw te bekijken"),
        why=_("Niemand wordt hieraan herinnerd. Kies een datum onder ‘Beheer’."),
        parts=lambda today: parts.without_review(),
    ),
    Rule(
        key="erkenning-verlopen",
        section=_("Erkenning"),
        title=_("Erkenning is verlopen"),
        why=_("Bezoekers zien ‘verlopen’. Vraag de eigenaar of er een nieuwe erkenning is."),
        parts=lambda today: parts.recognition_ending(None, today - dt.timedelta(days=1)),
        is_due=True,
    ),
    Rule(
        key="erkenning-verloopt",
        section=_("Erkenning"),
        title=_("Erkenning verloopt binnen 90 dagen"),
        why=_("Vraag de eigenaar of er een nieuwe aanvraag loopt."),
        parts=lambda today: parts.recognition_ending(today, today + dt.timedelta(days=RECOGNITION_DAYS)),
    ),
    Rule(
        key="zonder-oordeel",
        section=_("Onvolledig"),
        title=_("Methoden zonder oordeel"),
        why=_("Alles over het bewijs staat op ‘onbekend’. Een beoordelaar kan een oordeel toevoegen."),
        parts=lambda today: parts.methods_without("assessments"),
    ),
    Rule(
        key="zonder-kosten",
        section=_("Onvolledig"),
        title=_("Methoden zonder bedrag"),
        why=_("Bezoekers kunnen de kosten niet vergelijken."),
        parts=lambda today: parts.methods_without("costs"),
    ),
    Rule(
        key="zonder-onderdelen",
        section=_("Onvolledig"),
        title=_("Methoden zonder vaste en vrije onderdelen"),
        why=_("Wie de methode aanpast, weet niet wat moet blijven zoals het is."),
        parts=lambda today: parts.methods_without_parts(),
    ),
    Rule(
        key="zonder-materiaal",
        section=_("Onvolledig"),
        title=_("Methoden zonder materiaal"),
        why=_("Bezoekers vinden geen handleiding of formulier om mee te beginnen."),
        parts=lambda today: parts.methods_without("materials"),
    ),
    Rule(
        key="zonder-rapport",
        section=_("Onvolledig"),
        title=_("Evaluaties zonder rapport"),
        why=_("Niemand kan nalezen waarop de uitkomsten rusten."),
        parts=lambda today: parts.evaluations_without_report(),
    ),
    Rule(
        key="niet-gecontroleerd",
        section=_("Onvolledig"),
        title=_("Toepassingen die niet gecontroleerd zijn"),
        why=_("De feiten zijn nog niet nagevraagd bij de organisatie."),
        parts=lambda today: parts.unchecked_use_cases(),
    ),
    Rule(
        key="kapotte-verwijzing",
        section=_("Kapot"),
        title=_("Verwijst naar iets dat weg is"),
        why=_("Een document, afbeelding of pagina is verwijderd. De link op deze pagina werkt niet."),
        parts=lambda today: parts.pages_linking_to_nothing(),
        is_due=True,
    ),
)


def rule_of(key: str) -> Rule | None:
    """The rule with a key, or None."""
    return next((rule for rule in RULES if rule.key == key), None)
