"""How a question was read, told in words to who found nothing.

Only what the language and the editors say: words that come from texts, such as a correction, tell of a text that is
perhaps not to be seen.
"""

from dataclasses import dataclass

from search.dutch.compounds import split
from search.dutch.expansion import OtherWords, known_thesaurus, read
from search.query import Query


@dataclass(frozen=True)
class Reading:
    """A word or a term of the question, with its parts and with other words for it that were looked for as well."""

    term: str
    parts: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def read_question(query: Query, others: OtherWords) -> tuple[Reading, ...]:
    """What was looked for beside the words themselves; nothing for words of which only they were."""
    found = read(" ".join(query.words))
    parts = [Reading(form.word, parts=split(form.word)) for form in found if form.stem and form.parts]
    expanded: dict[str, list[str]] = {}
    for expansion in known_thesaurus((), others).expand(found):
        term = " ".join(form.word for form in found[expansion.start : expansion.end])
        expanded.setdefault(term, []).append(" ".join(form.word for form in expansion.words))
    synonyms = [Reading(term, others=tuple(dict.fromkeys(words))) for term, words in expanded.items()]
    return (*dict.fromkeys(parts), *synonyms)
