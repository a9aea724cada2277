"""One form for all forms of a word: gemeenten and gemeente, steden and stad, geradicaliseerd and radicaliseren.

The lexicon knows the forms of simple words. A compound follows its last part, a verb with a particle its verb, and
only what is left is cut by rule. Nothing here follows a stemmer of an engine or a library, which change between
releases (see docs/decisions/0061).
"""

from functools import lru_cache

from search.dutch.compounds import split
from search.dutch.inflection import VOWELS
from search.dutch.lexicon import lexicon

MIN_LENGTH = 4
# An ending of this length is no accident.
_MIN_ENDING = 5
_PARTICLES = (
    "achteruit", "vooruit", "tegemoet", "achter", "binnen", "buiten", "onder", "over", "samen", "tegen", "terug",
    "voort", "door", "deel", "mede", "neer", "plaats", "vast", "voor", "weer", "aan", "los", "mee", "toe", "uit", "weg",
    "her", "ver", "ont", "af", "be", "bij", "in", "na", "om", "op",
)  # fmt: skip


# As many as the words of a large index: its vocabulary stems all of them each time that it is read.
@lru_cache(maxsize=262_144)
def stem(word: str) -> str:
    """The stem of a folded word. A word that is no form of another is its own stem."""
    if len(word) < MIN_LENGTH or not word.isalpha() or not word.isascii():
        return word
    forms = lexicon().forms
    known = forms.get(word)
    if known is None:
        parts = split(word)
        known = "".join(parts[:-1]) + forms.get(parts[-1], parts[-1]) if parts else _by_ending(word)
    return known or _by_rule(word)


def _by_ending(word: str) -> str:
    """A known word with something before it: uitgevoerd, toenemende, binnensteden, preadviezen."""
    entries, forms = lexicon().entries, lexicon().forms
    for particle in _PARTICLES:
        if word.startswith(particle):
            base = forms.get(word[len(particle) :], "")
            entry = entries.get(base)
            if base and (entry is None or entry.verb or len(particle) > 2):
                return particle + base
    for start in range(2, len(word) - _MIN_ENDING + 1):
        base = forms.get(word[start:], "")
        if base:
            return word[:start] + base
    return ""


def _by_rule(word: str) -> str:
    """Cut the endings of an unknown word."""
    if word.endswith("heden"):
        return word[:-5] + "heid"
    if word.endswith(("ieen", "eeen")):
        return word[:-2]
    if word.endswith(("ien", "ies")):
        return word[:-1]
    if word.endswith("en") and len(word) > 5:
        return closed(word[:-2])
    if word.endswith("s") and len(word) > 4 and word[-2] in "adeghklmnoprty" and not word.endswith(("is", "us")):
        word = word[:-1]
    if word.endswith("e") and len(word) > 4 and word[-2] not in VOWELS:
        return closed(word[:-1])
    return word


def closed(base: str) -> str:
    """How a word is written when its ending is gone: schol(en) is school, katt(en) is kat, brev(en) is breef."""
    last = base[-1]
    if last in VOWELS or len(base) < MIN_LENGTH - 1:
        return base
    if base[-2] == last:
        return base[:-1]
    if (base[-2] in "aou" and base[-3] not in VOWELS) or base.endswith("iser"):
        base = base[:-1] + base[-2] + last
    return base[:-1] + {"v": "f", "z": "s"}.get(last, last)
