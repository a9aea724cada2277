"""The door for every file that somebody sends."""

import posixpath
import shutil
import tempfile
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.sandbox import CrashedError, TooSlowError, run_alone
from common.uploads.cleaner import GOOD, ROOMS
from common.uploads.problems import MAX_DOCUMENT, MAX_IMAGE, MAX_SECONDS, MAX_TEXT, MEGABYTE, Problem, RefusedError

CLEANER = "common.uploads.cleaner"
IMAGES = ROOMS["images"]
DOCUMENTS = (*ROOMS["pdf"], *ROOMS["office"], *ROOMS["text"])
# As much as file systems take, less room for a number.
LONGEST_NAME = 100

PROBLEM_TEXTS: Mapping[Problem, str | Promise] = {
    Problem.EMPTY: gettext_lazy("Het bestand is leeg."),
    Problem.OTHER_CONTENT: gettext_lazy("In dit bestand zit iets anders dan de naam zegt. Sla het opnieuw op."),
    Problem.BROKEN: gettext_lazy("Dit bestand is beschadigd. Open het, sla het opnieuw op en probeer het nog eens."),
    Problem.ENCRYPTED: gettext_lazy(
        "Dit bestand heeft een wachtwoord of een oud formaat. Sla het op zonder wachtwoord."
    ),
    Problem.SCRIPT: gettext_lazy("Er staan macro’s of scripts in dit bestand. Sla het op zonder macro’s, of als PDF."),
    Problem.ATTACHMENT: gettext_lazy("Er zitten andere bestanden in dit bestand. Haal ze eruit en stuur ze los."),
    Problem.ELSEWHERE: gettext_lazy("Dit bestand haalt onderdelen op van een andere plek. Neem ze op in het bestand."),
    Problem.INFLATED: gettext_lazy("Dit bestand is uitgepakt veel te groot. Sla het opnieuw op vanuit het programma."),
    Problem.PATHS: gettext_lazy("Dit bestand is vreemd opgebouwd. Sla het opnieuw op vanuit het programma."),
    Problem.ENTITIES: gettext_lazy("In dit bestand zit iets wat er niet in hoort. Sla het opnieuw op."),
    Problem.PIXELS: gettext_lazy("Deze afbeelding heeft te veel beeldpunten. Maak haar kleiner, tot 64 megapixels."),
    Problem.TOO_SLOW: gettext_lazy("Het controleren duurde te lang. Maak het bestand kleiner of eenvoudiger."),
}


def clean_upload(upload: "UploadedFile[Any]", *, kinds: Collection[str] = DOCUMENTS) -> None:
    """Look at a file that was sent, and replace its content by the cleaned one and its name by a plain one.

    Whoever holds the file holds the cleaned one afterwards. Raises ValidationError in Dutch when it is refused; then
    nothing of it may be kept.
    """
    kind = kind_of(upload.name or "")
    if kind not in kinds:
        raise ValidationError(
            _("Dit soort bestand kan niet. Kies uit: %(kinds)s.") % {"kinds": ", ".join(kinds)}, code=Problem.KIND
        )
    limit = limit_of(kind)
    if (upload.size or 0) > limit:
        raise ValidationError(
            _("Dit bestand is te groot. Hoogstens %(limit)d MB kan.") % {"limit": limit // MEGABYTE},
            code=Problem.TOO_LARGE,
        )
    try:
        _clean(upload, kind)
    except RefusedError as refusal:
        raise ValidationError(str(PROBLEM_TEXTS[refusal.problem]), code=refusal.problem) from refusal
    upload.name = f"{plain_name(upload.name or '')}.{kind}"


def kind_of(name: str) -> str:
    """The extension of a name: what somebody says that a file is."""
    return posixpath.splitext(name.rsplit("\\", 1)[-1])[1].lower().removeprefix(".")


def limit_of(kind: str) -> int:
    """How many bytes a file of this kind may have."""
    if kind in IMAGES:
        return MAX_IMAGE
    return MAX_TEXT if kind in ROOMS["text"] else MAX_DOCUMENT


def plain_name(name: str) -> str:
    """A name without folders, control characters, directions and inner extensions; "bestand" when nothing is left."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem = posixpath.splitext(unicodedata.normalize("NFC", last))[0]
    kept = "".join(
        character if character.isalnum() or character in "-_ ()" else "-"
        for character in stem
        if character.isprintable()
    )
    return kept.strip(" -_")[:LONGEST_NAME].strip(" -_") or "bestand"


def _clean(upload: "UploadedFile[Any]", kind: str) -> None:
    """Have the file cleaned, and write the result over it.

    Raises RefusedError.
    """
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as answer:
        upload.seek(0)
        for chunk in upload.chunks():
            source.write(chunk)
        if not source.tell():
            raise RefusedError(Problem.EMPTY)
        source.seek(0)
        _run(kind, source, answer)
        answer.seek(0)
        if answer.read(1) != GOOD:
            raise RefusedError(Problem(answer.read().decode() or Problem.BROKEN))
        upload.seek(0)
        upload.truncate()
        shutil.copyfileobj(answer, upload)
    upload.size = upload.tell()
    upload.flush()
    upload.seek(0)


def _run(kind: str, source: BinaryIO, answer: BinaryIO) -> None:
    try:
        run_alone(CLEANER, [kind], source, answer, seconds=2 * MAX_SECONDS)
    except TooSlowError as error:
        raise RefusedError(Problem.TOO_SLOW) from error
    except CrashedError as error:
        raise RefusedError(Problem.BROKEN) from error
