"""Importing the official lists of organisations: all of it, or nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.organisations.enums import OrganisationKind
from accounts.organisations.models import Organisation
from accounts.organisations.reading import Entry, Lists, read_lists
from common.activity.services import record
from common.importing.places import Problem

IMPORTED = "organisations.imported"
PROVINCE_URI = "https://identifier.overheid.nl/tooi/id/provincie/"
# What the lists say; what editors give, such as domains, an import leaves alone.
FIELDS = ("kind", "name", "abbreviation", "tooi_uri", "inhabitants", "inhabitants_on", "urbanity")


class Outcome(StrEnum):
    """What happened to an organisation, in the words of the report."""

    NEW = "nieuw"
    CHANGED = "gewijzigd"
    SAME = "gelijk"


@dataclass(frozen=True)
class OrganisationReport:
    """What an import did, or the problems that kept it from doing anything."""

    problems: Sequence[Problem] = ()
    counts: Mapping[Outcome, int] = field(default_factory=Counter)


def import_organisations(folder: Path, *, keep: bool = True) -> OrganisationReport:
    """Bring the organisations in line with the lists in a folder; with `keep=False` say what would happen.

    Nothing is stored unless every row is right. What is in no list stays: an organisation is ended by a person, who
    knows what it became.
    """
    lists = read_lists(folder)
    known = _Known(Organisation.objects.all())
    _check_names(lists, known)
    _check_provinces(lists, known)
    if lists.problems:
        return OrganisationReport(problems=lists.problems)
    with transaction.atomic():
        # What is referred to comes first.
        entries = sorted(lists.entries, key=lambda entry: entry.kind == OrganisationKind.MUNICIPALITY)
        counts = Counter(_store(entry, known) for entry in entries)
        if keep:
            record(verb=IMPORTED, codes=[f"{outcome.name.lower()}:{number}" for outcome, number in counts.items()])
        transaction.set_rollback(not keep)
    return OrganisationReport(counts=counts)


class _Known:
    """The organisations that are there, by what a list knows them by."""

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self._by_uri: dict[str, Organisation] = {}
        self._by_name: dict[tuple[str, str], Organisation] = {}
        for organisation in organisations:
            self.add(organisation)

    def add(self, organisation: Organisation) -> None:
        """Know one more; the name of one that ended is free for another."""
        if organisation.tooi_uri:
            self._by_uri[organisation.tooi_uri] = organisation
        if organisation.valid_until is None:
            self._by_name[organisation.kind, organisation.name.lower()] = organisation

    def find(self, entry: Entry) -> Organisation | None:
        """The organisation of a row; by its name where it, or the row, has no address in TOOI."""
        return self._by_uri.get(entry.tooi_uri) or self.namesake(entry)

    def namesake(self, entry: Entry) -> Organisation | None:
        """The one that exists now with this kind and name."""
        return self._by_name.get((entry.kind, entry.name.lower()))

    def province(self, code: str) -> Organisation | None:
        """The province with this code."""
        return self._by_uri.get(PROVINCE_URI + code.lower()) if code else None


def _check_names(lists: Lists, known: _Known) -> None:
    """A name that another organisation of this kind has now is a mistake, or that other one has to be ended first."""
    for entry in lists.entries:
        namesake = known.namesake(entry)
        if namesake and entry.tooi_uri and namesake.tooi_uri not in {"", entry.tooi_uri}:
            reason = _("Er is al een organisatie met deze naam, met TOOI-adres %s. Beëindig die eerst.")
            lists.refuse(entry.place, reason % namesake.tooi_uri, "name")


def _check_provinces(lists: Lists, known: _Known) -> None:
    listed = {entry.tooi_uri for entry in lists.entries}
    for entry in lists.entries:
        code = entry.province_code
        if code and PROVINCE_URI + code.lower() not in listed and known.province(code) is None:
            lists.refuse(entry.place, _("Deze provincie is er niet, en staat niet in de lijsten."), "province_code")


def _store(entry: Entry, known: _Known) -> Outcome:
    organisation = known.find(entry) or Organisation()
    is_new = organisation.pk is None
    values = {name: getattr(entry, name) for name in FIELDS} | {"province": known.province(entry.province_code)}
    if not entry.tooi_uri:
        # A list without the address does not take it away.
        del values["tooi_uri"]
    changed = [name for name, value in values.items() if getattr(organisation, name) != value]
    if not is_new and not changed:
        return Outcome.SAME
    for name in changed:
        setattr(organisation, name, values[name])
    organisation.save()
    known.add(organisation)
    return Outcome.NEW if is_new else Outcome.CHANGED
