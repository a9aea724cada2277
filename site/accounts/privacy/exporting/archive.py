"""What is in the file: all data as JSON and as a page to read, and every file that hangs on it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import capfirst, get_valid_filename

from common.privacy.contracts import Person, PersonalData
from common.privacy.registry import declarations, find_processing
from common.privacy.selectors import exported_rows, files_of, kept_in_words, rows_of

DATA, PAGE, FILES = "gegevens.json", "gegevens.html", "bestanden"
Progress = Callable[[int, int], None]


@dataclass
class Part:
    """What one table holds of somebody."""

    holds: str
    why: str
    kept: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)


def write_archive(person: Person, target: IO[bytes], progress: Progress) -> None:
    """Write everything that is kept of a person, and read it back.

    `progress` hears after each table how many are done, and of how many. Raises BadZipFile when what was written cannot
    be read.
    """
    every = declarations()
    parts: list[Part] = []
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for number, declaration in enumerate(every, start=1):
            part = _part(declaration, person, archive)
            if part.rows:
                parts.append(part)
            progress(number, len(every))
        about = {"site": settings.WAGTAIL_SITE_NAME, "made": timezone.localtime().isoformat(timespec="seconds")}
        content = about | {"parts": [vars(part) for part in parts]}
        archive.writestr(DATA, json.dumps(content, ensure_ascii=False, indent=2))
        archive.writestr(PAGE, render_to_string("accounts/privacy/export.html", {"parts": parts, "data": DATA}))
    target.seek(0)
    with ZipFile(target) as written:
        if (broken := written.testzip()) is not None:
            raise BadZipFile(broken)


def _part(declaration: PersonalData, person: Person, archive: ZipFile) -> Part:
    processing = find_processing(declaration.processing)
    part = Part(
        holds=capfirst(str(declaration.holds)),
        why=str(processing.purpose) if processing else "",
        kept=kept_in_words(declaration),
        rows=[dict(row) for row in exported_rows(declaration, person)],
    )
    for row in rows_of(declaration, person).order_by("pk"):
        part.files += [_kept(file, declaration, row, archive) for file in files_of(declaration, row)]
    return part


def _kept(file: Any, declaration: PersonalData, row: Any, archive: ZipFile) -> dict[str, Any]:
    """Put a file in the archive and return what it is; one that is gone from the storage is told as missing."""
    original = PurePosixPath(file.name).name
    name = f"{FILES}/{declaration.model.lower()}/{row.pk}-{get_valid_filename(original)}"
    digest, size = hashlib.sha256(), 0
    try:
        with file.storage.open(file.name) as source, archive.open(name, "w") as copy:
            for chunk in source.chunks():
                copy.write(chunk)
                digest.update(chunk)
                size += len(chunk)
    except FileNotFoundError:
        return {"name": original, "missing": True}
    return {"name": name, "size": size, "sha256": digest.hexdigest()}
