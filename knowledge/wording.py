"""What the words of the library mean, in plain Dutch, and how numbers and dates are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from knowledge.enums import Again, Axis, Direction, EvaluationType, Kind, Recognition, Stage

if TYPE_CHECKING:
    from knowledge.models.method import MethodCost, MethodPage
    from knowledge.seen import Seen

KIND_MEANING: Mapping[str, str | Promise] = {
    Kind.INTERVENTION: gettext_lazy("Een aanpak met een begin en een eind, voor een bepaalde groep."),
    Kind.METHOD: gettext_lazy("Een vaste manier van werken, die u vaker en op meer plekken kunt gebruiken."),
    Kind.INSTRUMENT: gettext_lazy("Een hulpmiddel bij uw werk, zoals een kaart, lijst of meter."),
}

STAGE_MEANING: Mapping[str, str | Promise] = {
    Stage.IN_DEVELOPMENT: gettext_lazy("De methode wordt nog gemaakt."),
    Stage.TESTED: gettext_lazy("De methode is in de praktijk geprobeerd. Het effect is nog niet goed onderzocht."),
    Stage.EVALUATED: gettext_lazy("Er is onderzocht wat de methode doet."),
    Stage.PROVEN: gettext_lazy("Meer dan één onderzoek wijst dezelfde kant op."),
    Stage.NATIONWIDE: gettext_lazy("De methode wordt in het hele land gebruikt. Dat zegt niets over het effect."),
    Stage.STOPPED: gettext_lazy("De methode wordt niet meer aangeboden."),
}

DIRECTION_MEANING: Mapping[str, str | Promise] = {
    Direction.POSITIVE: gettext_lazy("Onderzoek laat een effect zien in de richting van het doel."),
    Direction.NONE: gettext_lazy("Er is gemeten, en er was geen effect."),
    Direction.MIXED: gettext_lazy("Het effect is wisselend: goed voor de een of op de ene plek, niet op de andere."),
    Direction.NEGATIVE: gettext_lazy("Onderzoek laat een averechts effect zien."),
    Direction.UNKNOWN: gettext_lazy("Het is niet bekend of de methode werkt."),
}

RECOGNITION_MEANING: Mapping[str, str | Promise] = {
    Recognition.NOT_SUBMITTED: gettext_lazy("De methode is niet aan een erkenningscommissie voorgelegd."),
    Recognition.NOT_RECOGNISED: gettext_lazy("Een erkenningscommissie heeft de methode beoordeeld en niet erkend."),
    Recognition.PROVISIONAL: gettext_lazy("De methode is erkend als de eigenaar nog iets aanvult."),
    Recognition.DESCRIBED: gettext_lazy("Doel, doelgroep, aanpak en voorwaarden zijn helder beschreven."),
    Recognition.SUBSTANTIATED: gettext_lazy("Met theorie en eerder onderzoek is aannemelijk dat de methode werkt."),
    Recognition.FIRST_INDICATIONS: gettext_lazy("Er zijn eerste aanwijzingen uit onderzoek dat de methode werkt."),
    Recognition.GOOD_INDICATIONS: gettext_lazy("Er zijn goede aanwijzingen uit onderzoek dat de methode werkt."),
    Recognition.STRONG_INDICATIONS: gettext_lazy("Er zijn sterke aanwijzingen uit onderzoek dat de methode werkt."),
}

# The dimensions of EMMIE as a reader would ask them, and as one word for a mark.
EMMIE_QUESTION: Mapping[Axis, str | Promise] = {
    Axis.EFFECT: gettext_lazy("Werkt het?"),
    Axis.MECHANISM: gettext_lazy("Waardoor werkt het?"),
    Axis.MODERATORS: gettext_lazy("Voor wie en waar werkt het?"),
    Axis.IMPLEMENTATION: gettext_lazy("Lukt de uitvoering?"),
    Axis.ECONOMICS: gettext_lazy("Wat kost het en wat levert het op?"),
}
EMMIE_WORD: Mapping[Axis, str | Promise] = {
    Axis.EFFECT: gettext_lazy("effect"),
    Axis.MECHANISM: gettext_lazy("werking"),
    Axis.MODERATORS: gettext_lazy("omstandigheden"),
    Axis.IMPLEMENTATION: gettext_lazy("uitvoering"),
    Axis.ECONOMICS: gettext_lazy("kosten"),
}

# What a study looked at when it was not the effect, as a word for a mark.
STUDIED_WORD: Mapping[str, str | Promise] = {
    EvaluationType.PLAN: gettext_lazy("Plan"),
    EvaluationType.PROCESS: gettext_lazy("Uitvoering"),
    EvaluationType.COSTS: gettext_lazy("Kosten"),
}

AGAIN_WORDS: Mapping[str, str | Promise] = {
    Again.YES: gettext_lazy("Zou het opnieuw doen"),
    Again.YES_IF: gettext_lazy("Zou het opnieuw doen, onder voorwaarden"),
    Again.NO: gettext_lazy("Zou het niet opnieuw doen"),
}


def day(value: date) -> str:
    """A date as people write it: "3 juni 2024"."""
    return date_format(value, "j F Y")


def period(start: date | None, end: date | None) -> str:
    """A period in months: "maart 2022 tot en met juni 2023", "sinds maart 2022", "maart 2022".

    Nothing for a draft that does not know yet when it was.
    """
    if start is None:
        return ""
    first = date_format(start, "F Y")
    if end is None:
        return _("sinds %(month)s") % {"month": first}
    last = date_format(end, "F Y")
    return first if first == last else _("%(first)s tot en met %(last)s") % {"first": first, "last": last}


def follow_up(months: int | None) -> str:
    """How long after the end something was measured."""
    if months is None:
        return _("Onbekend")
    if months == 0:
        return _("Direct na afloop")
    return ngettext("%(months)d maand erna", "%(months)d maanden erna", months) % {"months": months}


def again_words(value: str) -> str:
    """Would they use the method again, as a statement."""
    return str(AGAIN_WORDS[value])


def example_title(record: MethodPage | Seen) -> str:
    """The title; an example says so where there is no room for a mark."""
    return _("%(title)s (voorbeeld)") % {"title": record.title} if record.is_example else record.title


def amount(cost: MethodCost) -> str:
    """A cost in words: "€ 6.500 tot € 9.800 per ronde"."""
    money = _euros(cost.amount_from)
    if cost.amount_to is not None and cost.amount_to != cost.amount_from:
        money = _("%(lowest)s tot %(highest)s") % {"lowest": money, "highest": _euros(cost.amount_to)}
    return f"{money} {cost.get_basis_display()}"


def amount_with_year(cost: MethodCost) -> str:
    """A cost with the year of its price: "€ 2.400 eenmalig (prijspeil 2024)"."""
    return _("%(amount)s (prijspeil %(year)d)") % {"amount": amount(cost), "year": cost.price_year}


def hours(method: MethodPage) -> str:
    """The hours of work in words, or nothing when they are not known."""
    lowest, highest = method.hours_from, method.hours_to
    if lowest is None:
        return ""
    if highest is None or highest == lowest:
        return hours_of_work(lowest)
    return _("%(lowest)s tot %(highest)s uur werk") % {"lowest": number(lowest), "highest": number(highest)}


def hours_of_work(count: int | None) -> str:
    """A number of hours in words, or nothing when it is not known."""
    return "" if count is None else _("%(hours)s uur werk") % {"hours": number(count)}


def lower_first(text: str) -> str:
    """A label as it stands inside a sentence; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def enumerate_labels(labels: Iterable[str]) -> str:
    """Labels one after the other, as they stand inside a sentence."""
    return ", ".join(lower_first(label) for label in labels)


def running_text(prose: Iterable[str], facts: Iterable[str]) -> str:
    """Prose and then the facts as one text, of which a passage reads as sentences wherever it is cut out.

    Every line ends as a sentence does, and the facts are one sentence. What is empty is left out.
    """
    lines = [*(text.strip() for text in prose), ", ".join(fact.strip() for fact in facts if fact.strip())]
    return "\n".join(line if line.endswith((".", "!", "?", ":", "…")) else f"{line}." for line in lines if line)


def upper_first(text: str) -> str:
    """A text as it stands at the start of a sentence."""
    return text[:1].upper() + text[1:]


def number(value: int) -> str:
    """A number as people write it: "1.140"."""
    return str(number_format(value, force_grouping=True))


def _euros(value: int) -> str:
    # A no-break space keeps the sign with its number.
    return f"€\N{NO-BREAK SPACE}{number(value)}"
