"""Everything about me in one file: complete, read back, for me alone, and gone after a week."""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from accounts.models import PersonalExport, Profile, User
from accounts.privacy.exporting import services
from accounts.privacy.exporting.archive import write_archive
from accounts.privacy.exporting.models import ExportState
from accounts.privacy.selectors import person_of
from common.activity.models import Activity
from common.privacy.contracts import Delete, PersonalData, by_account
from common.privacy.selectors import files_of
from tests.accounts.helpers import EMAIL, make_account, notices

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC)
PRIVACY = "/mijn/privacy/"
ASK = "/mijn/privacy/bestand/"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def person(client: Client) -> User:
    user = make_account()
    Profile.objects.create(user=user, function="Adviseur <jeugd>")
    client.force_login(user)
    return user


def archive_of(user: User) -> ZipFile:
    target = io.BytesIO()
    write_archive(person_of(user), target, lambda done, parts: None)
    return ZipFile(target)


def download(client: Client) -> Any:
    return client.get(f"/mijn/privacy/bestand/{PersonalExport.objects.get().public_id}/")


def test_somebody_asks_and_gets_everything(client: Client, person: User, mailoutbox: list[EmailMessage]) -> None:
    assert client.post(ASK).headers["Location"] == PRIVACY
    assert "Wij maken uw bestand." in client.get(PRIVACY).content.decode()
    assert services.has_export_to_make()

    assert services.make_waiting() == 1

    assert not services.has_export_to_make()
    (told,) = mailoutbox
    assert (told.to, told.subject) == ([EMAIL], "Kennisplatform V&WS: uw gegevens staan klaar")
    assert "http://testserver/mijn/privacy/" in told.body
    response = download(client)
    assert response.headers["Content-Disposition"].startswith('attachment; filename="mijn-gegevens-20')
    assert "no-store" in response.headers["Cache-Control"]
    archive = ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert sorted(archive.namelist()) == ["gegevens.html", "gegevens.json"]
    data = json.loads(archive.read("gegevens.json"))
    assert "Adviseur <jeugd>" in json.dumps(data)
    assert any(EMAIL in json.dumps(part["rows"]) for part in data["parts"])
    assert all(part["rows"] for part in data["parts"])
    page = archive.read("gegevens.html").decode()
    assert "Adviseur &lt;jeugd&gt;" in page
    assert "Adviseur <jeugd>" not in page
    verbs = Activity.objects.filter(verb__startswith="account.export").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["account.export_asked", "account.export_made"]


def test_it_holds_no_secrets_and_nothing_of_others(person: User) -> None:
    other = make_account("ander@example.org")
    Profile.objects.create(user=other, function="Geheim van een ander")

    text = archive_of(person).read("gegevens.json").decode()

    assert person.password not in text
    assert "Geheim van een ander" not in text
    assert "ander@example.org" not in text


def test_files_are_in_it_with_their_sum_and_a_lost_one_is_told(
    person: User, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = PersonalExport(user=person, state=ExportState.READY)
    kept.file.save("x.zip", ContentFile(b"inhoud"))
    lost = PersonalExport.objects.create(user=person, state=ExportState.FAILED, file="exports/weg.zip")
    shown = PersonalData("accounts.PersonalExport", "accounts", "bestanden", by_account("user"), Delete())
    monkeypatch.setattr("accounts.privacy.exporting.archive.declarations", lambda: (shown,))
    assert [file.name for file in files_of(shown, lost)] == ["exports/weg.zip"]

    archive = archive_of(person)

    (part,) = json.loads(archive.read("gegevens.json"))["parts"]
    first, second = part["files"]
    assert archive.read(first["name"]) == b"inhoud"
    assert (first["size"], first["sha256"][:8]) == (6, "d7e97c74")
    assert second == {"name": "weg.zip", "missing": True}
    assert "dit bestand is er niet meer" in archive.read("gegevens.html").decode()


def test_one_is_made_at_a_time_and_a_new_one_replaces_the_last(client: Client, person: User, media: Path) -> None:
    client.post(ASK)
    client.post(ASK)
    assert PersonalExport.objects.count() == 1
    assert notices(client.get(PRIVACY))[-1] == "Uw bestand wordt al gemaakt. U krijgt een mail als het klaar is."
    services.make_waiting()
    first = PersonalExport.objects.get()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda run, **options: run())
        client.post(ASK)

    assert PersonalExport.objects.get().pk != first.pk
    assert list(media.rglob("*.zip")) == []


def test_nobody_else_gets_it(client: Client, person: User) -> None:
    client.post(ASK)
    services.make_waiting()
    stranger = Client()
    assert download(stranger).headers["Location"].startswith("/account/login/")

    stranger.force_login(make_account("ander@example.org"))

    assert download(stranger).status_code == 404
    assert "Haal uw bestand op" not in stranger.get(PRIVACY).content.decode()


def test_after_a_week_it_is_gone(client: Client, person: User, media: Path) -> None:
    with time_machine.travel(NOON, tick=False):
        services.ask_export(user=person)
        services.make_waiting()
    with time_machine.travel(NOON + dt.timedelta(days=6, hours=23), tick=False):
        client.force_login(person)
        response = download(client)
        assert response.status_code == 200
        assert b"".join(response.streaming_content).startswith(b"PK")
        assert not services.has_old_exports()
    with time_machine.travel(NOON + dt.timedelta(days=7), tick=False):
        client.force_login(person)
        assert download(client).status_code == 404
        assert "Maak een bestand van mijn gegevens" in client.get(PRIVACY).content.decode()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("django.db.transaction.on_commit", lambda run, **options: run())
            assert services.forget_old_exports() == 1
    assert list(media.rglob("*.zip")) == []


def test_a_worker_that_dies_leaves_it_to_another_and_a_mistake_ends(
    client: Client, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = services.ask_export(user=person)
    PersonalExport.objects.update(state=ExportState.RUNNING, claimed_until=timezone.now() + dt.timedelta(minutes=1))
    assert not services.has_export_to_make()
    PersonalExport.objects.update(claimed_until=timezone.now())
    assert services.has_export_to_make()

    def broken(*_arguments: object) -> None:
        raise OSError("The disk is full.")

    monkeypatch.setattr(services, "write_archive", broken)
    assert services.make_waiting() == 0

    export.refresh_from_db()
    assert (export.state, export.attempts) == (ExportState.FAILED, 3)
    assert "Het lukte niet om uw bestand te maken." in client.get(PRIVACY).content.decode()


def test_progress_is_told(client: Client, person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    real = services._tell_progress

    def tell(export: PersonalExport, done: int, parts: int) -> None:
        real(export, done, parts)
        if done == 2:
            seen.append(client.get(PRIVACY).content.decode())

    monkeypatch.setattr(services, "_tell_progress", tell)
    services.ask_export(user=person)
    services.make_waiting()

    (page,) = seen
    assert f"Er zijn 2 van de {PersonalExport.objects.get().parts} onderdelen klaar." in page
