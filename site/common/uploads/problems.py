"""Why a file is refused, and the limits. This module and the cleaners know nothing of Django."""

from enum import StrEnum

MEGABYTE = 1024 * 1024
MAX_DOCUMENT = 50 * MEGABYTE
MAX_IMAGE = 10 * MEGABYTE
# A text in a spreadsheet or an editor; larger ones are data sets, which have a place of their own.
MAX_TEXT = 20 * MEGABYTE
# 64 megapixels take 256 MB in memory, and as much again when the image is turned.
MAX_PIXELS = 64_000_000
MAX_FRAMES = 200
MAX_PARTS = 5_000
MAX_UNPACKED = 300 * MEGABYTE
MAX_RATIO = 200
SMALL_PART = MEGABYTE
MAX_SECONDS = 30
MAX_MEMORY = 1536 * MEGABYTE


class Problem(StrEnum):
    """What is wrong with a file, as the process that looks at it says it."""

    KIND = "kind"
    TOO_LARGE = "too-large"
    EMPTY = "empty"
    OTHER_CONTENT = "other-content"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    SCRIPT = "script"
    ATTACHMENT = "attachment"
    ELSEWHERE = "elsewhere"
    INFLATED = "inflated"
    PATHS = "paths"
    ENTITIES = "entities"
    PIXELS = "pixels"
    TOO_SLOW = "too-slow"


class RefusedError(Exception):
    """A file is not taken; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem
