"""What of a question may be remembered at all, and who of the askers were different, without knowing who they are.

Source of the rules: decision 87.
"""

import datetime as dt
import hashlib
import re
import secrets
import threading

from django.utils.crypto import salted_hmac

from search.text import clean_text

# A longer question says more about its asker than about what is missing.
MAX_LENGTH = 80
# Hashes of a day beyond this are forgotten; the same asker may then count twice.
MAX_SEEN = 50_000

_PERSONAL = re.compile(
    r"@"  # An address of mail, or a name on a network.
    r"|https?:|www\."
    r"|\b\d{4}\s?[a-z]{2}\b"  # A postal code.
    r"|\b[a-z]{2}\d{2}\s?[a-z]{4}\s?\d{2}"  # An account number.
    r"|\d(?:[\s.\-/()+]{0,3}\d){6,}"  # Seven digits or more: a telephone, citizen, client or case number, a date.
)


def storable(text: str) -> str:
    """The question as it is counted: small letters, single spaces; nothing for one that may hold personal data.

    Nothing either for a question that is too long or says nothing.
    """
    normal = " ".join(clean_text(text).casefold().split())
    if len(normal) > MAX_LENGTH or not any(letter.isalpha() for letter in normal) or _PERSONAL.search(normal):
        return ""
    return normal


def digest_of(text: str) -> str:
    """What stands for a question in the database as long as too few have asked it: not to be read without the key."""
    return salted_hmac("search.asked", text, algorithm="sha256").hexdigest()


class Askers:
    """Tells on one day the first time that somebody does something from the next.

    Only in the memory of this process: hashes with a key that is made anew every day and is never written anywhere.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._day = dt.date.min
        self._key = b""
        self._seen: set[bytes] = set()

    def is_first(self, asker: str, deed: str, day: dt.date) -> bool:
        """True when this asker did not do this on this day before."""
        with self._lock:
            if day != self._day or len(self._seen) >= MAX_SEEN:
                self._day, self._key, self._seen = day, secrets.token_bytes(32), set()
            mark = hashlib.blake2b(f"{asker}\0{deed}".encode(), key=self._key, digest_size=16).digest()
            is_first = mark not in self._seen
            self._seen.add(mark)
            return is_first
