"""Whether concepts, those of the site and those of the files together, still are lists of at most two levels."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from knowledge.importing.checks import suggestion
from knowledge.importing.known import Known
from knowledge.importing.parsing import Row
from knowledge.importing.rows import Reading

# A concept: its vocabulary and its code.
Key = tuple[str, str]


def check_concepts(rows: Iterable[Row], known: Known, reading: Reading) -> None:
    """Add a problem for names that are taken, parents that do not exist, circles and third levels."""
    by_key: dict[Key, Row] = {}
    for row in rows:
        if row.table.name == "concepts" and "scheme" in row.values:
            # A concept without a code that is right still has a name and a place in its list.
            key = (row.values["scheme"], row.values.get("notation") or row.written or str(row.place))
            # A concept that was merged is left out by the plan.
            if key not in known.merged:
                by_key.setdefault(key, row)
    parents = _parents(by_key, known)
    _check_labels(by_key, known, reading)
    for key, row in by_key.items():
        reason = _wrong_parent(key, row.values.get("parent"), parents, known)
        if reason:
            reading.refuse(row.place, reason, row.place.column("parent"))


def _parents(by_key: Mapping[Key, Row], known: Known) -> dict[Key, str]:
    """The code of the broader concept of every concept, as it will be; empty for a concept of the first level."""
    parents = {key: concept.parent for key, concept in known.concepts.items()}
    for key, row in by_key.items():
        if "parent" not in row.absent or key not in parents:
            parents[key] = parent_of(row, known)
    return parents


def parent_of(row: Row, known: Known) -> str:
    """The code of the broader concept that a row asks for, if any; none when that was merged into this one."""
    parent = known.current(row.values["scheme"], row.values.get("parent", ""))
    return parent if parent != row.values.get("notation") else ""


def _wrong_parent(key: Key, parent: str | None, parents: Mapping[Key, str], known: Known) -> str:
    """Why a concept cannot have this broader concept, or nothing."""
    scheme, notation = key
    if not parent:
        return ""
    if parent == notation:
        return _("Een begrip kan niet onder zichzelf vallen.")
    parent = known.current(scheme, parent)
    if parent == notation:
        return ""
    if (scheme, parent) not in parents:
        existing = [code for of_scheme, code in parents if of_scheme == scheme]
        reason = _("Het begrip ‘%(notation)s’ staat niet in de lijst ‘%(scheme)s’.")
        return reason % {"notation": parent, "scheme": scheme} + suggestion(parent, existing)
    circle = _circle(key, parents)
    if circle:
        return _("Deze begrippen vallen onder elkaar: %s.") % " → ".join(circle)
    if parents[scheme, parent]:
        reason = _("Een lijst heeft hoogstens twee lagen: ‘%(parent)s’ valt zelf al onder ‘%(above)s’.")
        return reason % {"parent": parent, "above": parents[scheme, parent]}
    return ""


def _circle(key: Key, parents: Mapping[Key, str]) -> list[str]:
    """The codes on the way from a concept back to itself, or nothing."""
    scheme, notation = key
    way = [notation]
    while True:
        above = parents.get((scheme, way[-1]), "")
        if above == notation:
            return [*way, notation]
        if not above or above in way:
            return []
        way.append(above)


def _check_labels(by_key: Mapping[Key, Row], known: Known, reading: Reading) -> None:
    """In one vocabulary a name stands once, whatever its capitals."""
    taken = {
        (scheme, concept.label.lower()): notation
        for (scheme, notation), concept in known.concepts.items()
        if (scheme, notation) not in by_key
    }
    for (scheme, notation), row in by_key.items():
        label = row.values.get("label")
        if label is None:
            continue
        other = taken.setdefault((scheme, label.lower()), notation)
        if other != notation:
            reason = _("De naam ‘%(label)s’ is in deze lijst al van ‘%(other)s’.")
            reading.refuse(row.place, reason % {"label": label, "other": other}, row.place.column("label"))
