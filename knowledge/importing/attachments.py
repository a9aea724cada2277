"""The files that a row brings along: from the folder `files` beside the import file, and from nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from knowledge.importing.parsing import Row
from knowledge.importing.rows import Reading

FOLDER = "files"
MAX_BYTES = 25_000_000


@dataclass(frozen=True)
class Attached:
    """A file to store. Two with the same content are the same, whatever they are called."""

    path: Path
    # The digest by which Wagtail knows the content of a document.
    digest: str

    def __str__(self) -> str:
        return self.digest


def find_attachments(rows: Iterable[Row], reading: Reading) -> None:
    """Put the file in the place of its name; adds a problem for each that is not there or cannot be used."""
    for row in rows:
        for children in row.children.values():
            for child in children:
                if "file" in child.values and "file" in {column.name for column in child.table.columns}:
                    _find(child, reading)


def _find(row: Row, reading: Reading) -> None:
    name = row.values["file"]
    path = reading.folder / FOLDER / name
    reason = _refusal(path)
    if reason:
        row.is_complete = False
        reading.refuse(row.place, reason, row.place.column("file"))
    else:
        row.values["file"] = Attached(path=path, digest=sha1(path.read_bytes(), usedforsecurity=False).hexdigest())


def _refusal(path: Path) -> str:
    """Why a file cannot be used, or nothing."""
    extensions = settings.WAGTAILDOCS_EXTENSIONS
    if path.suffix.lower().removeprefix(".") not in extensions:
        return _("Dit soort bestand kan niet: ‘%(name)s’. Kies uit: %(kinds)s.") % {
            "name": path.name,
            "kinds": ", ".join(extensions),
        }
    # A link could lead out of the folder.
    if path.is_symlink() or not path.is_file():
        return _("Het bestand ‘%s’ staat niet in de map ‘files’ naast het importbestand.") % path.name
    if path.stat().st_size > MAX_BYTES:
        return _("Het bestand ‘%(name)s’ is te groot. Hoogstens %(limit)d MB kan.") % {
            "name": path.name,
            "limit": MAX_BYTES // 1_000_000,
        }
    return ""
