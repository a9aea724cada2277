"""Erasing a person: asked, thought over, done, and nothing left that leads to them."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from wagtail.models import ModelLogEntry, Page

from accounts.models import Affiliation, ErasureRequest, Profile, User
from accounts.organisations.models import Organisation
from accounts.people.services import ask_affiliation, save_profile
from accounts.privacy import services
from accounts.privacy.enums import ErasureReason, ErasureState
from accounts.privacy.selectors import open_erasure, person_of
from common.access import Role
from common.activity.models import Activity
from common.jobs import enqueue_due_jobs
from common.mail.models import MailStop, OutgoingMail
from common.mail.services import queue
from common.mail.worker import drain
from common.privacy.erasure import erase_person
from common.privacy.retention import apply
from search.models import SavedSearch
from search.saved.services import save_search
from tests.accounts.conftest import Later
from tests.accounts.helpers import EMAIL, errors, make_account, notices, sign_in, sign_in_as, text

pytestmark = pytest.mark.django_db

PAGE = "/mijn/privacy/"
ERASE = "/mijn/privacy/wissen/"
KEEP = "/mijn/privacy/wissen/intrekken/"


def everything() -> str:
    """Every cell of every table, in small letters."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # Names of tables.
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found).lower()


def purposes_of_mail() -> list[str]:
    return list(OutgoingMail.objects.order_by("pk").values_list("purpose", flat=True))


def test_somebody_asks_and_is_erased_after_a_fortnight(
    client: Client, later: Later, mailoutbox: list[EmailMessage]
) -> None:
    user = make_account()
    sign_in_as(client, user)
    assert "U kunt uw account en uw gegevens laten wissen." in text(client.get(PAGE).content.decode())

    assert errors(client.post(ERASE, {})) == [
        "Ja, wis mijn account en mijn gegevens: Zet een vinkje als u uw gegevens wilt laten wissen."
    ]
    page = client.post(ERASE, {"sure": "on"}, follow=True)

    assert notices(page) == ["Uw verzoek is ontvangen. U krijgt een mail."]
    assert "Wij wissen uw account en uw gegevens op 8 december 2026." in text(page.content.decode())
    later(days=11, hours=23)
    assert services.work() == 0
    later(hours=1)
    assert "erasing of people" in enqueue_due_jobs()
    assert services.work() == 0
    drain()
    assert [mail.subject.split("] ")[-1].split(": ")[-1] for mail in mailoutbox] == [
        "wij wissen uw gegevens",
        "binnenkort wissen wij uw gegevens",
    ]
    assert "Op 8 december 2026 wissen wij uw account en uw gegevens." in mailoutbox[1].body
    later(days=2)
    assert services.has_work()
    assert (services.work(), services.work(), services.has_work()) == (1, 0, False)

    assert client.get("/mijn/").status_code == 302, "the session has ended"
    assert EMAIL not in everything()
    assert ErasureRequest.objects.get().state == ErasureState.DONE


def test_somebody_comes_back_on_it(client: Client, later: Later) -> None:
    user = make_account()
    sign_in_as(client, user)
    client.post(ERASE, {"sure": "on"}, follow=True)
    assert notices(client.post(ERASE, {"sure": "on"}, follow=True)) == ["U hebt al gevraagd om uw gegevens te wissen."]

    assert notices(client.post(KEEP, follow=True)) == ["Uw verzoek is ingetrokken. Wij wissen niets."]
    later(days=30)
    assert services.work() == 0

    assert User.objects.get().email == EMAIL
    assert purposes_of_mail() == ["accounts.erasure_asked", "accounts.erasure_cancelled"]
    assert not services.cancel_erasure(user=user)


def fill(user: User) -> None:
    """Put the person in every place where the site keeps people."""
    organisation = Organisation.objects.create(name="Gemeente Voorbeeld", kind="gemeente")
    save_profile(user=user, function="Geheim Adviseur", show_function=True, show_organisation=True, show_email=True)
    ask_affiliation(user=user, organisation=organisation)
    save_search(user_id=user.pk, query="q=mijn+vraag")
    MailStop.objects.create(purpose="proef", recipient=user.email)
    queue(purpose="proef", recipient=user.email, subject="Dag Nienke", text="Dag Nienke van Dam", version="1")
    ModelLogEntry.objects.log_action(user, "wagtail.edit", user=user)
    page = Page.objects.get(depth=1)
    page.owner = user
    page.save()


def test_every_place_is_emptied_and_the_report_counts(client: Client) -> None:
    user, other = make_account(), make_account("ander@example.org")
    other.first_name, other.last_name = "Andere", "Naam"
    other.save()
    sign_in_as(client, user)
    fill(user)
    sent = queue(purpose="proef", recipient="ander@example.org", subject="Over Nienke van Dam", text=EMAIL, version="2")
    OutgoingMail.objects.filter(pk=sent.pk).update(state="sent", finished_at=sent.created_at)

    report = erase_person(person_of(user))

    left = everything()
    for trace in (EMAIL, "nienke", "van dam", "geheim adviseur", "mijn+vraag"):
        assert trace not in left, trace
    assert report["erased"] == {
        "accounts.User": 1,
        "accounts.Profile": 1,
        "accounts.Affiliation": 1,
        "account.EmailAddress": 1,
        "usersessions.UserSession": 1,
        "sessions.Session": 1,
        "search.SavedSearch": 1,
        "common.MailStop": 1,
        "common.OutgoingMail": 2,
        "wagtailcore.ModelLogEntry": 1,
    }
    assert report["kept"]["wagtailcore.Page"] == 1
    assert report["kept"]["common.Activity"] == Activity.objects.filter(actor_id=user.pk).count()
    assert (Profile.objects.count(), Affiliation.objects.count(), SavedSearch.objects.count()) == (0, 0, 0)
    other.refresh_from_db()
    assert other.get_full_name() == "Andere Naam"
    assert Page.objects.get(depth=1).owner.get_full_name() == "Verwijderde gebruiker"
    user.refresh_from_db()
    assert (user.email, user.is_active, user.has_usable_password()) == (f"{user.pk}@verwijderd.invalid", False, False)


def test_it_is_all_or_nothing(monkeypatch: pytest.MonkeyPatch, later: Later) -> None:
    user = make_account()
    fill(user)
    services.ask_erasure(user=user)
    later(days=14)

    def fails(person: Any) -> int:
        raise RuntimeError("kapot")

    monkeypatch.setattr("accounts.erasing.User.save", lambda self, **kwargs: fails(self))
    with pytest.raises(RuntimeError, match="kapot"):
        services.work()

    assert Profile.objects.count() == 1
    assert ErasureRequest.objects.get().state == ErasureState.WAITING


def test_who_was_signing_in_is_not_left_behind(client: Client) -> None:
    user = make_account()
    client.post("/account/login/code/", {"email": EMAIL})
    assert Session.objects.count() == 1

    erase_person(person_of(user))

    assert Session.objects.count() == 0


def test_the_last_administrator_stays(client: Client, later: Later) -> None:
    first = make_account(role=Role.ADMINISTRATOR)
    sign_in_as(client, first)
    page = client.post(ERASE, {"sure": "on"})
    assert errors(page) == ["U bent de enige beheerder. Geef eerst een ander die rol, anders beheert niemand de site."]

    second = make_account("tweede@example.org", role=Role.ADMINISTRATOR)
    services.ask_erasure(user=first)
    second.is_active = False
    second.save()
    later(days=14)

    assert services.work() == 0
    first.refresh_from_db()
    assert first.email == EMAIL
    assert ErasureRequest.objects.get().state == ErasureState.CANCELLED


def silent(days: int, email: str = EMAIL, role: Role | None = None) -> User:
    """An account that was last used so many days ago."""
    user = make_account(email, role=role)
    moment = user.date_joined - dt.timedelta(days=days)
    User.objects.filter(pk=user.pk).update(last_login=moment, date_joined=moment)
    return user


def test_an_account_that_nobody_uses_goes_after_two_warnings(later: Later) -> None:
    user = silent(669)
    make_account("net-geopend@example.org")
    services.work()
    assert purposes_of_mail() == []

    later(days=1)
    services.work()
    request = ErasureRequest.objects.get()
    assert (request.reason, request.user) == (ErasureReason.INACTIVE, user)
    assert purposes_of_mail() == ["accounts.inactive_warned"]
    later(days=46)
    services.work()
    assert purposes_of_mail() == ["accounts.inactive_warned", "accounts.erasure_soon"]
    later(days=13)
    assert (services.work(), apply(services.INACTIVE_RULE)) == (0, 0)
    later(days=1)
    assert (services.work(), apply(services.INACTIVE_RULE), apply(services.INACTIVE_RULE)) == (0, 1, 0)

    user.refresh_from_db()
    assert user.email == f"{user.pk}@verwijderd.invalid"
    assert EMAIL not in everything()
    assert User.objects.filter(email="net-geopend@example.org").exists()


def test_who_comes_back_keeps_the_account(client: Client, later: Later) -> None:
    user = silent(800)
    services.work()
    assert open_erasure(user) is not None

    sign_in(client)

    assert open_erasure(user) is None
    later(days=70)
    assert apply(services.INACTIVE_RULE) == 0
    assert purposes_of_mail() == ["accounts.inactive_warned", "accounts.erasure_cancelled"]


def test_a_late_warning_still_gives_two_months(later: Later) -> None:
    user = silent(2000)
    services.work()

    erasure = open_erasure(user)

    assert erasure is not None
    assert (erasure.due_at - erasure.asked_at).days == 60
    later(days=59)
    services.work()
    assert apply(services.INACTIVE_RULE) == 0


def test_a_beheerder_is_not_closed_by_the_clock() -> None:
    silent(2000, role=Role.ADMINISTRATOR)

    assert (services.work(), ErasureRequest.objects.count()) == (0, 0)
