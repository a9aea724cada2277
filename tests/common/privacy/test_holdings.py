"""What is found of a person, and how it is told and exported."""

import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import override_settings
from django.utils import timezone
from django.utils.text import capfirst

from accounts.models import User
from accounts.people.services import save_profile
from accounts.privacy.selectors import person_of
from common.mail.models import MailStop
from common.privacy.contracts import Basis, Person, PersonalData, by_account, by_email, either
from common.privacy.registry import declarations, declared_models
from common.privacy.selectors import days_in_words, exported_rows, holdings_of, rows_of
from search.saved.services import save_search
from tests.accounts.helpers import EMAIL, make_account

pytestmark = pytest.mark.django_db


def declared(model: str) -> PersonalData:
    found = declared_models()[model.lower()]
    assert isinstance(found, PersonalData)
    return found


def test_it_finds_what_is_kept_of_a_person_and_of_nobody_else(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    mine, other = make_account(), make_account("ander@example.org")
    for account in (mine, other):
        save_profile(user=account, function="Adviseur", show_function=True, show_organisation=False, show_email=False)
    save_search(user_id=mine.pk, query="q=buurt")
    save_search(user_id=mine.pk, query="q=jeugd")
    MailStop.objects.create(purpose="proef", recipient=EMAIL)
    person = person_of(mine)

    ContentType.objects.get_for_model(User)  # What the site looks up once.
    with django_assert_num_queries(1):
        found = {holding.declaration.model: holding.number for holding in holdings_of(person)}

    assert found == {
        "accounts.User": 1,
        "accounts.Profile": 1,
        "account.EmailAddress": 1,
        "search.SavedSearch": 2,
        "common.MailStop": 1,
    }


def test_nothing_is_kept_of_who_was_never_here() -> None:
    make_account()

    assert holdings_of(Person(None, emails=frozenset({"gast@example.org"}))) == []


def test_an_address_alone_finds_its_rows() -> None:
    stop = MailStop.objects.create(purpose="proef", recipient="gast@example.org")
    MailStop.objects.create(purpose="proef", recipient="ander@example.org")
    guest = Person(None, emails=frozenset({"gast@example.org"}))

    assert list(rows_of(declared("common.MailStop"), guest)) == [stop]
    assert list(MailStop.objects.filter(either(by_account("pk"), by_email("recipient"))(guest))) == [stop]
    assert list(MailStop.objects.filter(by_account("pk")(guest))) == []


def test_a_row_is_exported_in_words_and_without_secrets() -> None:
    user = make_account()
    user.last_login = timezone.make_aware(dt.datetime(2026, 11, 24, 9, 30))  # noqa: DTZ001  # Made aware at once.
    user.save()

    (row,) = exported_rows(declared("accounts.User"), person_of(user))

    assert row["E-mailadres"] == EMAIL
    assert row["Voornaam"] == "Nienke"
    assert row[str(capfirst(User._meta.get_field("last_login").verbose_name))] == "2026-11-24T09:30:00+01:00"
    assert "Wachtwoord" not in row


def test_a_secret_is_in_no_export() -> None:
    for model, names in {
        "accounts.User": {"password"},
        "mfa.Authenticator": {"data"},
        "socialaccount.SocialToken": {"token", "token_secret"},
        "account.EmailConfirmation": {"key"},
        "usersessions.UserSession": {"session_key"},
        "wagtailcore.APIToken": {"key_hash"},
        "search.SavedSearch": {"feed_key"},
    }.items():
        assert names <= set(declared(model).hidden), model


def test_everything_can_be_exported() -> None:
    person = person_of(make_account())

    for declaration in declarations():
        assert all(isinstance(row, dict) for row in exported_rows(declaration, person))


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "tot het eind van de geldigheid"), (1, "1 dag"), (30, "30 dagen"), (365, "1 jaar"), (1095, "3 jaar")],
)
def test_a_term_in_words(days: int, words: str) -> None:
    assert days_in_words(days) == words


@override_settings(RETENTION_DAYS={"mail.text": 14})
def test_it_says_how_long_with_the_term_of_the_organisation() -> None:
    MailStop.objects.create(purpose="proef", recipient=EMAIL)
    from common.mail.services import queue

    queue(purpose="proef", recipient=EMAIL, subject="Onderwerp", text="Tekst", version="1")

    kept = {holding.declaration.model: holding.kept for holding in holdings_of(person_of(make_account()))}

    assert kept["common.OutgoingMail"] == "dat de mail is verstuurd: 1 jaar; de tekst: 14 dagen"
    assert kept["common.MailStop"] == "zolang iemand de mail niet wil"


def test_the_grounds_are_those_of_the_law() -> None:
    assert [basis.value for basis in Basis] == ["6-1-e", "6-1-c", "6-1-a", "9-2-a"]
