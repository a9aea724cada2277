"""What to ask instead when a question finds nothing: less, or in fewer places.

One of the words is enough to find something, so that leaving out a plain word never finds more. What can stand in the
way is a phrase, an excluded word or a filter.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from search.query import Query

# Each one is a question to the engine.
MAX_BROADER = 8

Chosen = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Attempt:
    """A question that asks less. `loosened` is the phrase that became words, or what was excluded and no longer is.

    `without` has the names of the facets that no longer limit.
    """

    query: Query
    filters: Chosen
    loosened: str = ""
    without: tuple[str, ...] = ()


def broader_than(query: Query, filters: Chosen) -> list[Attempt]:
    """Questions that ask less, the smallest step first."""
    return list(_attempts(query, {name: values for name, values in filters.items() if values}))[:MAX_BROADER]


def _attempts(query: Query, filters: Chosen) -> Iterator[Attempt]:
    for name in filters:
        yield Attempt(query, {key: values for key, values in filters.items() if key != name}, without=(name,))
    for phrase in query.phrases:
        rest = tuple(each for each in query.phrases if each != phrase)
        words = tuple(dict.fromkeys((*query.words, *phrase.split())))
        yield Attempt(replace(query, words=words, phrases=rest), filters, loosened=phrase)
    for excluded in query.excluded:
        rest = tuple(each for each in query.excluded if each != excluded)
        yield Attempt(replace(query, excluded=rest), filters, loosened=excluded)
    if len(filters) > 1:
        yield Attempt(query, {}, without=tuple(filters))
    if len(filters) + len(query.phrases) + len(query.excluded) > 1:
        words = tuple(dict.fromkeys((*query.words, *(word for phrase in query.phrases for word in phrase.split()))))
        loose = replace(query, words=words, phrases=(), excluded=())
        if loose != query:
            yield Attempt(loose, {}, without=tuple(filters))


def text_of(query: Query) -> str:
    """A question as somebody would type it."""
    return " ".join(
        (
            *query.words,
            *(f'"{phrase}"' for phrase in query.phrases),
            *(f"{prefix}*" for prefix in query.prefixes),
            *(f'-"{each}"' if " " in each else f"-{each}" for each in query.excluded),
        )
    )
