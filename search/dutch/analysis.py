"""How Dutch text becomes words, for documents and queries alike and for every engine.

Change anything here and `ANALYSIS_VERSION` goes up: an index that was made in another way is not served until it is
rebuilt.
"""

import re
import unicodedata
from pathlib import Path

ANALYSIS_VERSION = "1"

# Longer runs of letters and digits are not words but encoded data.
MAX_WORD_LENGTH = 80

WORD = re.compile(r"[^\W_]+")

# Soft hyphens, zero-width and direction characters, and halves of surrogate pairs.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x09\x0e-\x1f\x7f-\x9f]")

# Words that carry no meaning in a query, question words included. Negations (niet, geen, zonder, tegen, nooit,
# niets) stay: they turn a meaning around. Written without accents, because folding comes first.
STOP_WORDS = frozenset(Path(__file__).with_name("stop_words.txt").read_text(encoding="utf-8").split())


def clean_text(text: str) -> str:
    """Return `text` as it is stored and searched: composed letters, nothing invisible, lines kept, spaces single.

    Soft hyphens and zero-width characters go, because they split words that a reader sees as one. Halves of
    surrogate pairs go, because no engine can store them.
    """
    visible = _CONTROL.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    lines = (" ".join(line.split()) for line in visible.splitlines())
    return "\n".join(line for line in lines if line)
