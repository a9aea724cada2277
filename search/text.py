"""Text as it is stored, shown and asked: the same characters, whoever wrote it."""

import re
import unicodedata

# Soft hyphens, zero-width and direction characters, and halves of surrogate pairs.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x09\x0e-\x1f\x7f-\x9f]")


def clean_text(text: str) -> str:
    """Return `text` with composed letters, nothing invisible, lines kept and spaces single.

    Soft hyphens and zero-width characters go, because they split words that a reader sees as one. Halves of
    surrogate pairs go, because no engine can store them.
    """
    visible = _CONTROL.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    lines = (" ".join(line.split()) for line in visible.splitlines())
    return "\n".join(line for line in lines if line)
