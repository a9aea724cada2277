"""What a text is about, as a question: the words that stand in it often and in other texts seldom."""

from collections import Counter
from math import log

from search.dutch.query import AnalysedQuery, Concept, Reason, Wanted
from search.dutch.tokens import index_fields
from search.dutch.vocabulary import Vocabulary
from search.dutch.weights import TITLE_TIMES
from search.understanding import Understood

# More words make a question that everything answers a little.
MAX_TERMS = 25
# A word of one text finds no other one.
MIN_DOCUMENTS = 2


def about(title: str, text: str, vocabulary: Vocabulary) -> Understood:
    """The question that finds texts like this one; it asks for nothing when the text has no word of the public index.

    Words count by how often they stand here, those of the title more, and by how seldom elsewhere.
    """
    counts = Counter(index_fields(text).ranking.split())
    for stem in index_fields(title).ranking.split():
        counts[stem] += TITLE_TIMES
    worth = {
        stem: (1 + log(count)) * log(1 + vocabulary.most / vocabulary.documents(stem))
        for stem, count in counts.items()
        if vocabulary.documents(stem) >= MIN_DOCUMENTS
    }
    best = sorted(worth, key=lambda stem: (-worth[stem], stem))[:MAX_TERMS]
    concepts = (Concept(stem, (Wanted((stem,), worth[stem] / worth[best[0]], Reason.TYPED),)) for stem in best)
    return Understood(analysed=AnalysedQuery(tuple(best), tuple(concepts)), asks_for_text=True)
