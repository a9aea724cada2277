"""The themes of methods as ways into their list: for who comes with a question, not with the name of a method."""

from urllib.parse import urlencode

from common.components import FacetGroup, Link
from common.facets import FacetSelection, build_group
from knowledge.counting import count_rows
from knowledge.facets import SUBJECT_FACETS, Rows, vocabularies


def theme_links(group: FacetGroup, path: str) -> tuple[Link, ...]:
    """A link for every theme that was counted, with its number: "Polarisatie (12)"."""
    return tuple(
        Link(f"{option.label} ({option.count})", f"{path}?{urlencode({group.name: option.value})}")
        for option in group.options
    )


def count_themes(rows: Rows, path: str) -> tuple[Link, ...]:
    """The themes of methods as links to the list of them at `path`: one query for the words, one for the numbers."""
    (theme,) = vocabularies(SUBJECT_FACETS[0])
    counts = count_rows(rows, (theme,), {}).values[theme.name]
    group = build_group(
        theme.name, theme.label, labels=theme.labels, counts=counts, selection=FacetSelection(path=path)
    )
    return theme_links(group, path)
