"""The stamp beside a generation: how far it is, and by which schema and analysis it was made."""

from dataclasses import dataclass

from search.errors import SearchUnavailableError


@dataclass(frozen=True)
class Stamp:
    """What an engine keeps with a generation."""

    stamp: int
    schema: str
    analysis: str


def require(found: Stamp | None, generation: str, *, schema: str, analysis: str, least: int) -> int:
    """Return the number of the stamp when the generation may be served.

    Raises SearchUnavailableError when it has none, was made in another way, or is behind `least`.
    """
    if found is None:
        raise SearchUnavailableError(f"There is no complete search index in {generation}.")
    if (found.schema, found.analysis) != (schema, analysis):
        raise SearchUnavailableError(
            f"The search index is of schema {found.schema} and analysis {found.analysis}; "
            f"needed are {schema} and {analysis}. Run search_rebuild."
        )
    if found.stamp < least:
        raise SearchUnavailableError(
            f"The search index is at {found.stamp} and the database at {least}. Run search_rebuild."
        )
    return found.stamp
