"""Reads one file in a process of its own: its bytes come in, its pages go out as JSON.

What a hostile file can do ends with this process: it has limits on time, memory and what it writes, no settings, no
database and no secrets. Run as `python -m common.document_text.reader pdf < file`.
"""

import json
import sys
from collections.abc import Callable, Mapping
from typing import BinaryIO

from common.document_text.office import read_docx, read_odt, read_pptx
from common.document_text.pdf import read_pdf
from common.document_text.problems import MAX_CHARACTERS, MAX_MEMORY, MAX_SECONDS, Problem, UnreadableError
from common.sandbox import set_limits

READERS: Mapping[str, Callable[[BinaryIO], list[str]]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "odt": read_odt,
    "pptx": read_pptx,
}


def main() -> None:
    """Print {"pages": [...]} or {"problem": "..."}."""
    set_limits(seconds=MAX_SECONDS, memory=MAX_MEMORY)
    try:
        answer: dict[str, object] = {"pages": _read(sys.argv[1], sys.stdin.buffer)}
    except UnreadableError as error:
        answer = {"problem": error.problem.value}
    except MemoryError:
        answer = {"problem": Problem.TOO_MUCH_MEMORY.value}
    except Exception:  # noqa: BLE001 - A broken file makes a library raise what nobody foresaw.
        answer = {"problem": Problem.BROKEN.value}
    sys.stdout.write(json.dumps(answer))


def _read(kind: str, file: BinaryIO) -> list[str]:
    pages = [_plain(page) for page in READERS[kind](file)]
    if not any(pages):
        raise UnreadableError(Problem.NO_TEXT)
    if sum(map(len, pages)) > MAX_CHARACTERS:
        raise UnreadableError(Problem.TOO_MUCH_TEXT)
    return pages


def _plain(text: str) -> str:
    """A text that every database and every index can hold: no control characters, no halves of characters."""
    whole = text.encode("utf-8", "ignore").decode("utf-8")
    return "".join(char if char.isprintable() or char == "\n" else " " for char in whole).strip()


if __name__ == "__main__":
    main()
