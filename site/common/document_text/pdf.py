"""The text of a PDF, page by page."""

from typing import BinaryIO

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, PyPdfError

from common.document_text.problems import MAX_PAGES, Problem, UnreadableError


def read_pdf(file: BinaryIO) -> list[str]:
    """The text of every page; a page without text is an empty one.

    Raises UnreadableError for a file that asks for a password, has too many pages or is no PDF. A file that is broken
    in a way that the library does not foresee raises anything.
    """
    try:
        reader = PdfReader(file)
        # Many files can be opened by anybody and are only protected against changes.
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError(Problem.ENCRYPTED)
        if len(reader.pages) > MAX_PAGES:
            raise UnreadableError(Problem.TOO_MANY_PAGES)
        return [page.extract_text() for page in reader.pages]
    except FileNotDecryptedError as error:
        raise UnreadableError(Problem.ENCRYPTED) from error
    except PyPdfError as error:
        raise UnreadableError(Problem.BROKEN) from error
