"""The register of processing activities of article 30 AVG, made from what the models declare themselves."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.privacy.contracts import PersonalData, Processing
from common.privacy.registry import declarations, model_of, processings
from common.privacy.selectors import erasure_in_words, kept_in_words


@dataclass(frozen=True)
class Kind:
    """One kind of data: what it is, how long it is kept, and what erasing a person does to it."""

    name: str
    holds: str
    kept: str
    on_erasure: str


@dataclass(frozen=True)
class Entry:
    """One activity: the parts of article 30, paragraph 1."""

    title: str
    purpose: str
    basis: str
    subjects: str
    seen_by: str
    kinds: tuple[Kind, ...]


@dataclass(frozen=True)
class Heading:
    """What counts for every activity."""

    site: str
    controller: str
    officer: str
    passed_on: str
    security: str


def heading() -> Heading:
    """Who is responsible, and how the data is guarded."""
    return Heading(
        site=settings.WAGTAIL_SITE_NAME,
        controller=settings.PRIVACY_CONTROLLER or _("niet ingevuld (PRIVACY_CONTROLLER)"),
        officer=settings.PRIVACY_OFFICER or _("niet ingevuld (PRIVACY_OFFICER)"),
        passed_on=_(
            "De site geeft zelf geen gegevens door aan anderen, ook niet buiten de EU, en laadt niets van andere sites."
        ),
        security=_(
            "Rollen met niet meer rechten dan nodig; een tweede stap voor wie gegevens van anderen ziet; versleuteld "
            "verkeer; een logboek zonder namen; bewaartermijnen die de site zelf uitvoert."
        ),
    )


def entries() -> list[Entry]:
    """Every activity of which at least one model holds something, by title."""
    models: dict[str, list[PersonalData]] = defaultdict(list)
    for declaration in declarations():
        models[declaration.processing].append(declaration)
    found = [_entry(processing, models[processing.name]) for processing in processings() if models[processing.name]]
    return sorted(found, key=lambda entry: entry.title)


def as_data() -> dict[str, Any]:
    """The register for another program."""
    return {**asdict(heading()), "activities": [asdict(entry) for entry in entries()]}


def as_rows() -> Iterator[tuple[str, ...]]:
    """The register for a spreadsheet: headings first, then a row for each kind of data."""
    yield (
        _("Verwerking"),
        _("Doel"),
        _("Grondslag"),
        _("Betrokkenen"),
        _("Wie ziet het"),
        _("Gegevens"),
        _("Inhoud"),
        _("Bewaartermijn"),
        _("Bij wissen van een persoon"),
        _("Verwerkingsverantwoordelijke"),
        _("Functionaris gegevensbescherming"),
        _("Doorgifte"),
        _("Beveiliging"),
    )
    top = heading()
    for entry in entries():
        for kind in entry.kinds:
            yield (
                entry.title,
                entry.purpose,
                entry.basis,
                entry.subjects,
                entry.seen_by,
                kind.name,
                kind.holds,
                kind.kept,
                kind.on_erasure,
                top.controller,
                top.officer,
                top.passed_on,
                top.security,
            )


def _entry(processing: Processing, models: list[PersonalData]) -> Entry:
    return Entry(
        title=str(processing.title),
        purpose=str(processing.purpose),
        basis=str(processing.basis.label),
        subjects=str(processing.subjects),
        seen_by=str(processing.seen_by),
        kinds=tuple(_kind(declaration) for declaration in models),
    )


def _kind(declaration: PersonalData) -> Kind:
    return Kind(
        name=str(capfirst(model_of(declaration)._meta.verbose_name)),
        holds=str(declaration.holds),
        kept=kept_in_words(declaration),
        on_erasure=erasure_in_words(declaration),
    )
