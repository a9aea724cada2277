"""Pages that come first at a question: which question is meant, and which pages count today.

A question is compared as it is analysed: the forms of words, their order, capitals, accents and little words make no
difference. A visitor who excludes words or asks for beginnings knows what they want, and gets no page on top.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from search.dutch.expansion import key_of
from search.query import MAX_LENGTH, Query, parse

MAX_QUESTIONS = 30
# More pages on top push away what was asked for.
MAX_PROMOTED = 3

Key = frozenset[str]


@dataclass(frozen=True)
class Promoted:
    """A page on top of some questions, from one day until and including another; None is no limit."""

    id: str
    keys: frozenset[Key]
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None

    def counts_on(self, day: dt.date) -> bool:
        """True when it comes first on this day."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)


def question_key(query: Query) -> Key:
    """What a question asks, to be compared; empty when no page may come on top of it."""
    if query.excluded or query.prefixes or query.shortened:
        return frozenset()
    return frozenset(key_of(" ".join((*query.words, *query.phrases))))


def promoted_for(query: Query, known: Iterable[Promoted], *, today: dt.date) -> tuple[str, ...]:
    """The identifiers of the pages that come first at this question, the first one first."""
    key = question_key(query)
    if not key:
        return ()
    found = dict.fromkeys(each.id for each in known if key in each.keys and each.counts_on(today))
    return tuple(found)[:MAX_PROMOTED]


def problems_of_questions(questions: Collection[str]) -> Iterator[str]:
    """What is wrong with the questions of a page, in sentences."""
    if not questions:
        yield _("Vul minstens één zoekvraag in.")
    if len(questions) > MAX_QUESTIONS:
        yield _("Vul hoogstens %(most)d zoekvragen in.") % {"most": MAX_QUESTIONS}
        return
    seen: dict[Key, str] = {}
    for question in questions:
        if len(question) > MAX_LENGTH:
            yield _("‘%(question)s…’ is te lang. Gebruik hoogstens %(length)d tekens.") % {
                "question": question[:60],
                "length": MAX_LENGTH,
            }
            continue
        key = question_key(parse(question))
        if not key:
            yield _(
                "‘%(question)s’ kan geen zoekvraag zijn. Gebruik gewone woorden, zonder sterretje of minteken ervoor."
            ) % {"question": question}
        elif key in seen:
            yield _("‘%(one)s’ en ‘%(two)s’ zijn voor de zoekmachine hetzelfde. Laat er één staan.") % {
                "one": seen[key],
                "two": question,
            }
        seen.setdefault(key, question)
