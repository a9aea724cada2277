"""Looks at one file in a process of its own: its bytes come in, the cleaned ones go out, or why it is refused.

Run as `python -m common.uploads.cleaner docx < file`. The answer starts with a byte: `+` and then the file, or `-` and
then the problem.
"""

import sys
from collections.abc import Callable, Mapping
from typing import BinaryIO

from common.sandbox import set_limits
from common.uploads.problems import MAX_MEMORY, MAX_SECONDS, Problem, RefusedError

Cleaner = Callable[[str, BinaryIO], bytes]
GOOD, BAD = b"+", b"-"
ROOMS: Mapping[str, tuple[str, ...]] = {
    "images": ("jpg", "jpeg", "png", "gif", "webp"),
    "pdf": ("pdf",),
    "office": ("docx", "xlsx", "pptx", "odt", "ods", "odp"),
    "text": ("csv", "txt"),
}


def main() -> None:
    """Answer for the file on standard input."""
    set_limits(seconds=MAX_SECONDS, memory=MAX_MEMORY)
    kind = sys.argv[1]
    try:
        answer = GOOD + _cleaner(kind)(kind, sys.stdin.buffer)
    except RefusedError as refusal:
        answer = BAD + refusal.problem.value.encode()
    except MemoryError:
        answer = BAD + Problem.INFLATED.value.encode()
    except Exception:  # noqa: BLE001 - A broken file makes a library raise what nobody foresaw.
        answer = BAD + Problem.BROKEN.value.encode()
    sys.stdout.buffer.write(answer)


def _cleaner(kind: str) -> Cleaner:
    """The cleaner of a kind; of the libraries only the one that is needed is loaded."""
    if kind in ROOMS["images"]:
        from common.uploads.images import clean_image

        return clean_image
    if kind in ROOMS["pdf"]:
        from common.uploads.pdf import clean_pdf

        return clean_pdf
    if kind in ROOMS["office"]:
        from common.uploads.office import clean_office

        return clean_office
    from common.uploads.text import clean_text

    return clean_text


if __name__ == "__main__":
    main()
