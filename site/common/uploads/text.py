"""Plain text and CSV: nothing but characters."""

from typing import BinaryIO

from common.uploads.problems import Problem, RefusedError

# What another kind of file starts with, under the name of a text.
SIGNATURES = (b"%PDF-", b"PK\x03\x04", b"MZ", b"\x7fELF", b"#!", b"GIF8", b"{\\rtf")
MARKUP = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml", b"<?php", b"<body", b"<iframe")


def clean_text(kind: str, file: BinaryIO) -> bytes:
    """Return the text as it is.

    Raises RefusedError when it is no text in UTF-8 or in the code page of Windows, or another kind of file.
    """
    content = file.read()
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:64].lower()
    if content.startswith(SIGNATURES) or start.startswith(MARKUP):
        raise RefusedError(Problem.OTHER_CONTENT)
    if not content.strip():
        raise RefusedError(Problem.EMPTY)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if any(ord(character) < 32 and character not in "\t\n\r\f" for character in text) or "\ufffd" in text:
        raise RefusedError(Problem.OTHER_CONTENT)
    return content
