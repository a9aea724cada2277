"""Has a file read by a process of its own, and says in one of a few ways why that did not work."""

import json
import os
import tempfile
from typing import BinaryIO

from common.document_text.problems import MAX_BYTES, MAX_CHARACTERS, MAX_SECONDS, Problem, UnreadableError
from common.sandbox import CrashedError, TooSlowError, run_alone

KINDS = frozenset({"pdf", "docx", "odt", "pptx"})
READER = "common.document_text.reader"
# A character takes at most six bytes in the answer, twice that when it is outside the basic plane.
MAX_ANSWER = 12 * MAX_CHARACTERS
COPY_BYTES = 1024 * 1024


def extract(file: BinaryIO, kind: str, *, seconds: float = MAX_SECONDS) -> tuple[str, ...]:
    """The text of each page of a file, of which `kind` is the extension.

    Raises UnreadableError; whatever the file does, not later than a moment after `seconds`.
    """
    if kind not in KINDS:
        raise UnreadableError(Problem.UNKNOWN_KIND)
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as target:
        _copy(file, source)
        _run(kind, source, target, seconds)
        if target.seek(0, os.SEEK_END) > MAX_ANSWER:
            raise UnreadableError(Problem.TOO_MUCH_TEXT)
        target.seek(0)
        return _pages(target.read())


def _copy(file: BinaryIO, target: BinaryIO) -> None:
    """Copy a file that may come from elsewhere to where a process can read it; no more of it than is allowed."""
    size = 0
    while chunk := file.read(COPY_BYTES):
        size += len(chunk)
        if size > MAX_BYTES:
            raise UnreadableError(Problem.TOO_LARGE)
        target.write(chunk)
    target.flush()
    target.seek(0)


def _run(kind: str, source: BinaryIO, target: BinaryIO, seconds: float) -> None:
    try:
        run_alone(READER, [kind], source, target, seconds=seconds)
    except TooSlowError as error:
        raise UnreadableError(Problem.TOO_SLOW) from error
    except CrashedError as error:
        raise UnreadableError(Problem.BROKEN) from error


def _pages(answer: bytes) -> tuple[str, ...]:
    try:
        told = json.loads(answer)
    except ValueError as error:
        raise UnreadableError(Problem.BROKEN) from error
    if "problem" in told:
        raise UnreadableError(Problem(told["problem"]))
    return tuple(told["pages"])
