"""The files of an import: which are read, in which order, and which are too large to open."""

from collections.abc import Callable, Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from common.importing.csv_text import BOM
from common.importing.places import Place
from knowledge.importing.csv_reader import read_csv
from knowledge.importing.json_reader import read_json
from knowledge.importing.rows import Reading
from knowledge.importing.xlsx_reader import read_xlsx

MAX_BYTES = 25_000_000


def read_sources(path: Path) -> Reading:
    """Everything that a file, or the files of a folder together, say.

    A folder is read without its subfolders; files of other types in it, such as the PDF of a material, are left alone.
    """
    reading = Reading(folder=path if path.is_dir() else path.parent)
    if not path.exists():
        reading.refuse(Place(file=str(path)), _("Dit bestand of deze map bestaat niet."))
    elif path.is_dir():
        _read_folder(path, reading)
    elif path.suffix.lower() in READERS:
        _read_file(path, reading)
    else:
        reading.refuse(Place(file=path.name), _("Dit soort bestand kan niet. Kies uit: %s.") % ", ".join(READERS))
    return reading


def _read_folder(folder: Path, reading: Reading) -> None:
    files = [
        file
        for file in sorted(folder.iterdir())
        # A name with a dot or ~$ in front is a file of the system or of an office program that has one open.
        if file.is_file() and file.suffix.lower() in READERS and not file.name.startswith((".", "~$"))
    ]
    if not files:
        reading.refuse(Place(file=folder.name), _("In deze map staat geen CSV-, XLSX- of JSON-bestand."))
    for file in files:
        _read_file(file, reading)


def _read_file(file: Path, reading: Reading) -> None:
    size = file.stat().st_size
    if size > MAX_BYTES:
        reason = _("Dit bestand is te groot: %(size)d MB. Hoogstens %(limit)d MB kan.")
        values = {"size": round(size / 1_000_000), "limit": MAX_BYTES // 1_000_000}
        reading.refuse(Place(file=file.name), reason % values)
        return
    READERS[file.suffix.lower()](file, reading)


def _read_json_file(file: Path, reading: Reading) -> None:
    content = file.read_bytes().removeprefix(BOM)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        reading.refuse(Place(file=file.name, row=row), _("Hier staat een teken dat geen UTF-8 is."))
        return
    read_json(text, file=file.name, into=reading)


READERS: Mapping[str, Callable[[Path, Reading], None]] = {
    ".json": _read_json_file,
    ".csv": read_csv,
    ".xlsx": read_xlsx,
}
