"""The sources and facets that apps registered. Filled in `ready()` only, read-only after that."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from common.access import Viewer
from search.contracts import KIND_FACET, Facet, KindGroup, SearchSource

_sources: dict[str, SearchSource] = {}
_facets: dict[str, Facet] = {}
_groups: dict[str, KindGroup] = {}

Related = Callable[[Viewer, UUID], Iterable[UUID]]
_related: dict[str, Related] = {}


def register_source(source: SearchSource, *, group: KindGroup | None = None) -> None:
    """Make a kind of content findable, and let visitors choose it together with others. Called from `ready()` only.

    Raises ValueError when the kind is taken or can not be part of an identifier.
    """
    if not source.kind.isidentifier():
        raise ValueError(f"The kind {source.kind!r} must be a plain word.")
    if source.kind in _sources:
        raise ValueError(f"The kind {source.kind} is registered already.")
    _sources[source.kind] = source
    if group is not None:
        known = _groups.get(group.name, group)
        _groups[group.name] = replace(known, kinds=(*known.kinds, source.kind))


def register_facet(facet: Facet) -> None:
    """Make a facet known. Called from `ready()` only; facets are shown in the order of registration.

    Raises ValueError when the name is taken or can not be a query parameter.
    """
    if not facet.name.isidentifier() or facet.name in {"q", "pagina", "volgorde"}:
        raise ValueError(f"The name {facet.name!r} can not be the name of a facet.")
    if facet.name in _facets or facet.name == KIND_FACET:
        raise ValueError(f"The facet {facet.name} is registered already.")
    _facets[facet.name] = facet


def register_related(kind: str, related: Related) -> None:
    """Say what editors named as related to a record of this kind. Called from `ready()` only."""
    _related[kind] = related


def related_to(viewer: Viewer, kind: str, public_id: UUID) -> tuple[UUID, ...]:
    """The records of the same kind that editors named as related, and that the viewer may see."""
    return tuple(_related[kind](viewer, public_id)) if kind in _related else ()


def sources() -> Mapping[str, SearchSource]:
    """The registered sources by kind."""
    return _sources


def kind_groups() -> Mapping[str, KindGroup]:
    """The groups of kinds by name."""
    return _groups


def facets() -> Mapping[str, Facet]:
    """The facets by name, the kind of content first."""
    return {KIND_FACET: Facet(name=KIND_FACET, label="Soort", labels=_kind_labels)} | _facets


def _kind_labels(kinds: Collection[str]) -> Mapping[str, str]:
    """The labels of groups and of single kinds; of a group and a kind of one name that of the group."""
    labels = {kind: source.label for kind, source in _sources.items()}
    labels |= {name: group.label for name, group in _groups.items()}
    return {kind: labels[kind] for kind in kinds if kind in labels}
