"""The words in which apps declare personal data. `registry` keeps what they declare.

Source of what has to be declared: article 30 AVG (register of processing), articles 15, 17 and 20 (what somebody may
see, have erased and take along), article 5 (no longer than needed).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Basis(TextChoices):
    """The grounds of article 6 AVG that a public site can have, and the one of article 9 for sensitive data."""

    TASK = "6-1-e", _("taak van algemeen belang (artikel 6, lid 1, onder e, AVG)")
    OBLIGATION = "6-1-c", _("wettelijke verplichting (artikel 6, lid 1, onder c, AVG)")
    CONSENT = "6-1-a", _("toestemming (artikel 6, lid 1, onder a, AVG)")
    EXPLICIT_CONSENT = "9-2-a", _("uitdrukkelijke toestemming (artikel 6, lid 1, onder a, en 9, lid 2, onder a, AVG)")


@dataclass(frozen=True)
class Processing:
    """One activity in the register of processing: why personal data is kept, of whom, and for whose eyes."""

    name: str
    title: Text
    purpose: Text
    basis: Basis
    subjects: Text
    seen_by: Text


@dataclass(frozen=True)
class Person:
    """Somebody whose data is asked for or erased: an account, or only an address, and what they are called."""

    user_id: int | None
    emails: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


Finder = Callable[[Person], Q]

NOBODY = Q(pk__in=())

# What somebody is called where their work stays: as a sentence, and as the two names of an account.
ERASED_NAME = _("Verwijderde gebruiker")


def by_account(*fields: str) -> Finder:
    """Find rows of which one of these relations leads to the account."""

    def find(person: Person) -> Q:
        if person.user_id is None:
            return NOBODY
        return _any(Q(**{name: person.user_id}) for name in fields)

    return find


def by_email(*fields: str) -> Finder:
    """Find rows in which one of these fields is an address of the person, in small letters as we keep addresses."""

    def find(person: Person) -> Q:
        return _any(Q(**{f"{name}__in": sorted(person.emails)}) for name in fields)

    return find


def either(*finders: Finder) -> Finder:
    """Find rows that at least one of these finds."""

    def find(person: Person) -> Q:
        return _any(finder(person) for finder in finders)

    return find


def _any(conditions: Iterable[Q]) -> Q:
    found = NOBODY
    for condition in conditions:
        found |= condition
    return found


@dataclass(frozen=True)
class Delete:
    """When a person is erased, the rows go."""


@dataclass(frozen=True)
class Pseudonymise:
    """When a person is erased, the rows stay with these values in these fields; `because` is told to the person."""

    values: Mapping[str, Any]
    because: Text


@dataclass(frozen=True)
class Keep:
    """When a person is erased, the rows stay as they are; `because` is told to the person.

    For rows that only refer to an account, which is then nobody's, and for rows that cannot be found for a person.
    """

    because: Text


@dataclass(frozen=True)
class EraseBy:
    """When a person is erased, `run` does it, and returns how many rows it erased or changed.

    `says` is what happens, and `because` why something stays, empty when nothing does; both are told to the person.
    """

    run: Callable[[Person], int]
    says: Text
    because: Text = ""


Erasure = Delete | Pseudonymise | Keep | EraseBy


@dataclass(frozen=True)
class PersonalData:
    """What one model holds about people, and what happens to it.

    Every field in which text about a person fits is named: in `fields` when it says something about a person, in
    `plain` when it does not. A system check finds what was forgotten. `found` is None when rows cannot be found for a
    person. `hidden` are fields that an export leaves out: secrets, and what is about somebody else. `kept` says how
    long rows stay for which there is no `RetentionRule`. `exported` makes the export of a row where the usual one does
    not do: its keys are headings for people.
    """

    model: str
    processing: str
    holds: Text
    found: Finder | None
    erasure: Erasure
    fields: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    kept: Text = ""
    exported: Callable[[Any], Mapping[str, Any]] | None = None


@dataclass(frozen=True)
class NoPersonalData:
    """Somebody looked, and this model holds nothing about people."""

    model: str
    because: Text


@dataclass(frozen=True)
class RetentionRule:
    """Rows that go by themselves after `days`, and what that means for them.

    `name` is what operators call the rule in RETENTION_DAYS. The term runs from the moment in the field `since`; a rule
    with `ends` instead looks at a field that holds the end of the term. Both may follow relations or be an annotation
    of `rows`, which gives the rows that the rule is about; without it they are all rows of the model. `erase` does
    the work on the rows that it is handed, a part at a time, and returns how many; without it they are deleted. After
    `erase` a row must not be one of `rows` any more, or it would be erased for ever.
    """

    name: str
    model: str
    label: Text
    days: int
    since: str = ""
    ends: str = ""
    rows: Callable[[], QuerySet[Any]] | None = None
    erase: Callable[[QuerySet[Any]], int] | None = field(default=None)


Declared = PersonalData | NoPersonalData
AnyModel = type[Model]
