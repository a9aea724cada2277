"""Texts that editors write for mails: what they may hold, and that a broken one stops no mail."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Revision

from accounts.services import save_account, sync_roles
from common.access import Role
from common.mail.own_texts import MailText
from common.mail.placeholders import Placeholder, fill, missing_from, problems_of
from common.mail.purposes import all_purposes
from common.mail.services import send
from common.mail.text import render_subject, render_text
from tests.accounts.helpers import sign_in_as

pytestmark = pytest.mark.django_db

LIST = "/beheer/snippets/common/mailtext/"
CODE = Placeholder("code", "de code", "BCDF-GHJK", is_required=True)
NAME = Placeholder("naam", "de naam", "Vera")
STANDARD = "Met deze code logt u in. Vul hem in op de pagina die nog open staat:"


def own(**fields: str) -> MailText:
    return MailText.objects.create(**{"purpose": "account.login_code", "subject": "", "text": ""} | fields)


def ask(**context: object) -> Any:
    return send(purpose="account.login_code", recipient="aan@example.org", context={"code": "WXYZ-BCDF"} | context)


@pytest.fixture
def reviewer(db: None) -> Client:
    return signed_in(Role.REVIEWER)


def signed_in(role: Role) -> Client:
    sync_roles()
    account = save_account(
        email=f"{role.value}@example.org", first_name="Vera", last_name="Voorbeeld", password_hash="!", role=role
    )
    return sign_in_as(Client(), account)


# --- Placeholders ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("Uw code is {code}.", []),
        ("Zonder iets", []),
        ("Dag {voornaam}", ["{voornaam} kan in deze mail niet. Wat wel kan: {code} en {naam}."]),
        ("{ code }", ["{ code } kan in deze mail niet. Wat wel kan: {code} en {naam}."]),
        ("{code.__class__}", ["{code.__class__} kan in deze mail niet. Wat wel kan: {code} en {naam}."]),
        ("Uw code is {code", ["Er staat een losse accolade. Schrijf een invulwoord tussen { en }, op één regel."]),
        ("{{code}}", ["Er staat een losse accolade. Schrijf een invulwoord tussen { en }, op één regel."]),
        ("{% now 'Y' %}", ["{% now 'Y' %} kan in deze mail niet. Wat wel kan: {code} en {naam}."]),
    ],
)
def test_what_is_wrong_is_said_in_words(text: str, problems: list[str]) -> None:
    assert problems_of(text, (CODE, NAME)) == problems


def test_a_mail_with_a_code_needs_its_code() -> None:
    assert missing_from("Dag {naam}", (CODE, NAME)) == ["Deze mail kan niet zonder {code}: de code."]
    assert missing_from("{code}", (CODE, NAME)) == []


@given(st.text(), st.text())
def test_a_value_is_text_and_never_a_placeholder(code: str, name: str) -> None:
    assert fill("a {code} b {naam} c", {"code": code, "naam": name}) == f"a {code} b {name} c"


@given(st.text())
def test_a_text_without_problems_can_be_filled(text: str) -> None:
    if not problems_of(text, (CODE, NAME)):
        fill(text, {"code": "x", "naam": "y"})


# --- Which text is sent ----------------------------------------------------------------------------------------------


def test_the_text_of_editors_is_sent_between_greeting_and_close() -> None:
    own(subject="welkom terug", text="Uw code:\n\n{code}\n\nTot zo!")
    mail = ask()

    assert mail.subject == "Kennisplatform V&WS: welkom terug"
    assert mail.text == (
        "Goedendag,\n\nUw code:\n\nWXYZ-BCDF\n\nTot zo!\n\nMet vriendelijke groet,\nKennisplatform V&WS\nhttp://testserver"
    )


def test_what_is_left_empty_is_the_standard() -> None:
    text = own(subject="welkom terug")
    assert (ask().subject, STANDARD in ask().text) == ("Kennisplatform V&WS: welkom terug", True)

    text.subject = ""
    text.save()
    assert ask().subject == "Kennisplatform V&WS: uw inlogcode"


def test_what_somebody_typed_is_not_read_as_a_template() -> None:
    own(text="{code} {% now 'Y' %}")
    own(purpose="accounts.account_made", text="Voor {email}")
    mail = send(
        purpose="accounts.account_made", recipient="aan@example.org", context={"email": "{{ site_url }}{email}"}
    )

    assert "Voor {{ site_url }}{email}" in mail.text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Uw code is {kode}", "{kode} kan in deze mail niet. Wat wel kan: {code}. "),
        ("{code", "Er staat een losse accolade. Schrijf een invulwoord tussen { en }, op één regel. "),
        ("Zonder", ""),
    ],
)
def test_a_broken_text_stops_no_mail_and_tells_the_editor(text: str, problem: str) -> None:
    own(text=text)
    mail = ask()

    assert (mail.subject, STANDARD in mail.text) == ("Kennisplatform V&WS: uw inlogcode", True)
    assert MailText.objects.get().problem == f"{problem}Deze mail kan niet zonder {{code}}: de code."


def test_a_mail_that_says_less_than_it_did_goes_too() -> None:
    own(purpose="accounts.account_made", text="Voor {email}")
    mail = send(purpose="accounts.account_made", recipient="aan@example.org", context={})

    assert "Een beheerder heeft een account voor u gemaakt" in mail.text
    assert MailText.objects.get().problem == "KeyError"


@pytest.mark.parametrize(
    "purpose", [purpose for purpose in all_purposes() if purpose.placeholders], ids=lambda p: p.name
)
def test_the_standard_text_has_every_placeholder_that_it_needs(purpose: Any) -> None:
    shown = render_subject(purpose.template, purpose.examples) + render_text(purpose.template, purpose.examples)

    assert [found.name for found in purpose.placeholders if str(found.example) not in shown] == []


# --- In the CMS ------------------------------------------------------------------------------------------------------


def test_a_reviewer_writes_a_text_and_finds_its_history(reviewer: Client) -> None:
    form = {"purpose": "account.login_code", "subject": "welkom", "text": "Uw code: {code}"}
    assert reviewer.post(f"{LIST}add/", form).status_code == 302
    text = MailText.objects.get()
    assert reviewer.post(f"{LIST}edit/{text.pk}/", form | {"text": "{code} is uw code"}).status_code == 302

    assert Revision.objects.for_instance(text).count() == 2
    assert reviewer.get(f"{LIST}history/{text.pk}/").status_code == 200
    page = reviewer.get(f"{LIST}edit/{text.pk}/").content.decode()
    assert STANDARD in page
    assert "<code>{code}</code>: de code (moet erin staan)" in page
    assert "WXYZ-BCDF is uw code" in ask().text


def test_a_wrong_text_is_refused_and_kept_in_the_form(reviewer: Client) -> None:
    page = reviewer.post(
        f"{LIST}add/", {"purpose": "account.login_code", "subject": "{naam}", "text": "Dag {voornaam}"}
    ).content.decode()

    assert "{naam} kan in deze mail niet. Wat wel kan: {code}." in page
    assert "{voornaam} kan in deze mail niet. Wat wel kan: {code}." in page
    assert "Deze mail kan niet zonder {code}: de code." in page
    assert "Dag {voornaam}</textarea>" in page
    assert not MailText.objects.exists()


def test_the_list_says_which_text_is_not_used(reviewer: Client) -> None:
    own(text="kapot {")
    address = f"{LIST}edit/{MailText.objects.get().pk}/"
    assert "Let op" not in reviewer.get(address).content.decode()
    ask()

    assert "Er staat een losse accolade." in reviewer.get(LIST).content.decode()
    assert "Er staat een losse accolade." in reviewer.get(address).content.decode()


def test_a_text_that_is_mended_is_used_again(reviewer: Client) -> None:
    text = own(text="kapot {")
    ask()
    reviewer.post(f"{LIST}edit/{text.pk}/", {"subject": "", "text": "Hier: {code}"})

    assert (MailText.objects.get().problem, "Hier: WXYZ-BCDF" in ask().text) == ("", True)


def test_the_standard_text_comes_back_when_a_text_is_emptied_or_deleted(reviewer: Client) -> None:
    text = own(text="Hier: {code}")
    assert reviewer.post(f"{LIST}edit/{text.pk}/", {"subject": "", "text": ""}).status_code == 302
    assert STANDARD in ask().text

    MailText.objects.update(text="Hier: {code}")
    assert signed_in(Role.ADMINISTRATOR).post(f"{LIST}delete/{text.pk}/").status_code == 302
    assert not MailText.objects.exists()

    assert STANDARD in ask().text


def test_a_preview_shows_the_mail_with_examples(reviewer: Client) -> None:
    address = f"{LIST}preview/"
    form = {"purpose": "account.login_code", "subject": "welkom", "text": "Uw <b>code</b>:\n{code}"}
    assert reviewer.post(address, form).json()["is_valid"] is True
    response = reviewer.get(f"{address}?mode=")
    page = response.content.decode()

    assert "BCDF-GHJK" in page
    assert "Uw &lt;b&gt;code&lt;/b&gt;:" in page
    assert response.headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )


def test_only_mails_that_have_placeholders_can_be_written_and_each_once(reviewer: Client) -> None:
    own()
    choices = reviewer.get(f"{LIST}add/").context["form"].fields["purpose"].choices

    assert "account.login_code" not in dict(choices)
    assert "account.password_changed" not in dict(choices)
    assert "knowledge.reminders" in dict(choices)
    with pytest.raises(ValidationError):
        MailText(purpose="account.login_code").full_clean()


def test_an_editor_only_reads_them() -> None:
    text = own(text="Hier: {code}")
    editor = signed_in(Role.EDITOR)

    assert editor.get(LIST).status_code == 200
    assert editor.post(f"{LIST}edit/{text.pk}/", {"subject": "", "text": "{code}!"}).status_code == 302
    assert MailText.objects.get().text == "Hier: {code}"
