"""Hostile files at every door of the CMS: refused in words, and nothing of them is kept."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import UploadedFile

from accounts.services import save_account, sync_roles
from common.access import Role
from common.document_text.models import DocumentText
from tests.accounts.helpers import sign_in_as
from tests.common.uploads.files import make_docx, make_image, make_odt, make_told_pdf
from tests.common.uploads.hostile import DOCUMENTS, IMAGES

pytestmark = pytest.mark.django_db

DOORS = {
    "document": "/beheer/documents/add/",
    "documents": "/beheer/documents/multiple/add/",
    "document chooser": "/beheer/documents/chooser/create/",
    "image": "/beheer/images/add/",
    "images": "/beheer/images/multiple/add/",
    "image chooser": "/beheer/images/chooser/create/",
}
TABLES = (get_document_model(), get_image_model(), UploadedFile, DocumentText)


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> Path:
    """Where files are kept, and where they wait."""
    folders = [tmp_path / "media", tmp_path / "waiting"]
    for folder in folders:
        folder.mkdir()
    settings.MEDIA_ROOT, settings.FILE_UPLOAD_TEMP_DIR = map(str, folders)
    return tmp_path


@pytest.fixture
def editor(db: None) -> Client:
    sync_roles()
    client = Client(raise_request_exception=True)
    account = save_account(
        email="redacteur@example.org", first_name="Vera", last_name="Voorbeeld", password_hash="!", role=Role.EDITOR
    )
    return sign_in_as(client, account)


def kept(folder: Path) -> tuple[int, ...]:
    """How many files there are, and how many rows."""
    files = sum(len(names) for _folder, _folders, names in os.walk(folder))
    return (files, *(table.objects.count() for table in TABLES))


def send(client: Client, door: str, name: str, content: bytes) -> Any:
    field, prefix = ("files[]", "") if door in {"documents", "images"} else ("file", "")
    if door.endswith("chooser"):
        prefix = f"{door.removesuffix(' chooser')}-chooser-upload-"
    form = {
        f"{prefix}title": "Een titel",
        f"{prefix}collection": "1",
        f"{prefix}{field}": SimpleUploadedFile(name, content),
    }
    return client.post(DOORS[door], form)


def refusal(response: Any) -> str:
    """What the page says of the file, in whichever way this door says it."""
    assert response.status_code == 200
    if response.headers["Content-Type"] == "application/json" and "error_message" in response.json():
        return str(response.json()["error_message"])
    forms = [part for context in response.context for part in context.dicts for part in part.values()]
    return " ".join(str(form.errors.get("file", [""])[0]) for form in forms if hasattr(form, "errors") and form.errors)


def test_there_are_as_many_as_was_asked_for() -> None:
    assert len(DOCUMENTS) + len(IMAGES) >= 30


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_hostile_document_is_refused_and_nothing_is_kept(name: str, editor: Client, media: Path) -> None:
    before = kept(media)

    said = refusal(send(editor, "documents", *DOCUMENTS[name]))

    assert said[-1] in ".!", said
    assert "bestand" in said.lower() or "leeg" in said.lower(), said
    assert kept(media) == before


@pytest.mark.parametrize("name", IMAGES)
def test_a_hostile_image_is_refused_and_nothing_is_kept(name: str, editor: Client, media: Path) -> None:
    before = kept(media)

    said = refusal(send(editor, "images", *IMAGES[name]))

    assert len(said) > 20, said
    assert kept(media) == before


@pytest.mark.parametrize("door", DOORS)
def test_no_door_takes_a_hostile_file(door: str, editor: Client, media: Path) -> None:
    before = kept(media)
    name, content = DOCUMENTS["a macro"] if "document" in door else IMAGES["a PNG called JPEG"]

    assert refusal(send(editor, door, name, content))
    assert kept(media) == before


# Wagtail leaves the picture open of which it made a small one.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize(
    ("door", "name", "content"),
    [
        ("document", "rapport.docx", make_docx()),
        ("documents", "rapport.odt", make_odt()),
        ("document chooser", "rapport.pdf", make_told_pdf()),
        ("image", "foto.jpg", make_image()),
        ("images", "foto.png", make_image("PNG")),
        ("image chooser", "foto.webp", make_image("WEBP")),
    ],
)
def test_what_editors_send_is_kept_cleaned(door: str, name: str, content: bytes, editor: Client, media: Path) -> None:
    assert send(editor, door, f"../map/{name}", content).status_code in {200, 302}

    model = get_document_model() if "document" in door else get_image_model()
    row = model.objects.get()
    assert Path(row.file.name).name.startswith(name.partition(".")[0])
    with row.file.open() as file:
        stored = file.read()
    assert len(stored) > 50
    assert b"Geheime Maker" not in stored
    if model is get_image_model():
        assert (row.width, row.height, row.file_size) == (40, 20, len(stored))
    else:
        assert row.file_size == len(stored)


def test_a_request_of_two_gigabytes_is_refused_before_it_is_read(editor: Client) -> None:
    class Endless:
        def read(self, *_size: int) -> bytes:
            raise AssertionError("It was read.")

        readline = read

    for path in (DOORS["document"], "/zoeken/", "/account/login/"):
        response = editor.generic("POST", path, b"", CONTENT_LENGTH=str(2 * 1024**3), **{"wsgi.input": Endless()})
        assert response.status_code == 413
        assert "U kunt bestanden tot 50 MB sturen. Er is niets bewaard." in response.content.decode()
    response = editor.generic(
        "POST", DOORS["documents"], b"", CONTENT_LENGTH=str(2 * 1024**3), headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert response.json() == {"success": False, "error_message": "Dit bestand is te groot. Hoogstens 50 MB kan."}


@pytest.mark.parametrize(("name", "content"), [("rapport.pdf", make_told_pdf()), ("lijst.csv", b"a;b\n1;2\n")])
def test_a_file_is_handed_over_and_may_do_nothing(name: str, content: bytes, editor: Client) -> None:
    send(editor, "document", name, content)
    response = editor.get(get_document_model().objects.get().url)

    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
    )
    response.close()
