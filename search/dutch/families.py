"""Words that are made from one another: radicalisering, radicaliseren, radicaal; mantelzorg and mantelzorger.

They mean different things, so that they are no forms of one word; who looks for one is helped by the others when they
count less.
"""

from functools import lru_cache

from search.dutch.inflection import shortened

_MIN_ROOT = 5
# Longest first. What stands before the ending is what the words of a family share.
_ENDINGS = sorted(
    (
        "ant", "atie", "ator", "baar", "baarheid", "eer", "eerder", "end", "er", "ering", "erij", "eur",
        "heid", "ief", "ig", "igheid", "ing", "isatie", "isator", "isch", "iseer", "iseerder", "isering", "isme", "ist",
        "istisch", "iteit", "iviteit", "lijk", "lijkheid", "loos", "loosheid", "ster",
    ),
    key=len,
    reverse=True,
)  # fmt: skip


@lru_cache(maxsize=262_144)
def root(stem: str) -> str:
    """What a stem shares with the words of its family; the stem itself when it has no ending, or is short."""
    for ending in _ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= _MIN_ROOT:
            return shortened(stem[: -len(ending)])
    return shortened(stem)
