"""Why the text of a document can not be read, and how much of it is read at most.

This module and the readers know nothing of Django: they run in a process of their own, without settings or database.
"""

from enum import StrEnum

MAX_BYTES = 50 * 1024 * 1024
MAX_PAGES = 2_000
# All text together; about 1,500 pages that are full of it.
MAX_CHARACTERS = 5_000_000
# What the parts of an office file may become when they are unpacked, and how many times larger than packed.
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
SMALL_PART = 1024 * 1024
MAX_SECONDS = 60
MAX_MEMORY = 1024 * 1024 * 1024


class Problem(StrEnum):
    """What is wrong with a file, as it is stored."""

    UNKNOWN_KIND = "soort"
    TOO_LARGE = "te-groot"
    TOO_MANY_PAGES = "te-veel-bladzijden"
    TOO_MUCH_TEXT = "te-veel-tekst"
    INFLATED = "opgeblazen"
    TOO_SLOW = "te-traag"
    TOO_MUCH_MEMORY = "te-veel-geheugen"
    ENCRYPTED = "versleuteld"
    UNSAFE = "onveilig"
    BROKEN = "kapot"
    NO_TEXT = "geen-tekst"
    GONE = "weg"


class UnreadableError(Exception):
    """The text of a file can not be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem
