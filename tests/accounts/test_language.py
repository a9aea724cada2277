"""Everything an account shows or mails is Dutch, and says u."""

import ast
import gettext
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.core.context import request_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.mails import purpose_name
from accounts.models import User
from accounts.services import drop_password
from common.access import Role
from common.mail.purposes import find_purpose
from tests.accounts.helpers import EMAIL, PASSWORD, code_in, make_account, sign_in, totp
from tests.accounts.words import strange_words, visible_text

LOCALE = Path(settings.LOCALE_PATHS[0]) / "nl/LC_MESSAGES"
ALLAUTH = Path(allauth.__file__).parent
PLACES = re.compile(r"%\(\w+\)s|%[sd]|\{\w+\}")
Catalog = dict[str | tuple[str, int], str]


# --- The file with translations --------------------------------------------------------------------------------------


def read_po(path: Path) -> Catalog:
    """Read a .po file the way gettext compiles it: plain texts by their id, plural ones by id and number."""
    catalog: Catalog = {}
    for block in path.read_text().split("\n\n"):
        fields: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            found = re.fullmatch(r'(?:(\w+(?:\[\d\])?) )?(".*")', line)
            assert found, line
            name = found.group(1) or name
            fields[name] = fields.get(name, "") + ast.literal_eval(found.group(2))
        if "msgid_plural" in fields:
            for name, value in fields.items():
                if number := re.fullmatch(r"msgstr\[(\d)\]", name):
                    catalog[fields["msgid"], int(number.group(1))] = value
        else:
            catalog[fields["msgid"]] = fields["msgstr"]
    return catalog


def read_mo(path: Path) -> Catalog:
    with path.open("rb") as file:
        return dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]


def ids(catalog: Catalog) -> set[str]:
    return {key if isinstance(key, str) else key[0] for key in catalog} - {""}


def test_the_compiled_file_is_what_the_readable_file_says() -> None:
    assert read_mo(LOCALE / "django.mo") == read_po(LOCALE / "django.po")


def test_no_translation_is_empty_or_says_je() -> None:
    catalog = read_po(LOCALE / "django.po")
    del catalog[""]

    assert [key for key, value in catalog.items() if not value] == []
    strange = {key: strange_words(PLACES.sub(" ", value)) for key, value in catalog.items()}
    assert {key: words for key, words in strange.items() if words} == {}


def test_a_translation_keeps_the_places_for_values() -> None:
    def places(text: str) -> set[str]:
        return set(PLACES.findall(text))

    catalog = read_po(LOCALE / "django.po")
    del catalog[""]

    assert {key: value for key, value in catalog.items() if places(value) - places(str(key))} == {}


def test_every_text_that_we_translate_is_still_there() -> None:
    """After an upgrade a text may have changed a little, and then it is allauth's own translation that people see."""
    known = ids(read_mo(ALLAUTH / "locale/nl/LC_MESSAGES/django.mo"))
    django = {
        "Log in",
        "This password is too common.",
        "This password is too short. It must contain at least %d character.",
        "The password is too similar to the %(verbose_name)s.",
    }

    assert ids(read_po(LOCALE / "django.po")) - known == django


# --- Pages -----------------------------------------------------------------------------------------------------------

Pages = Iterator[tuple[str, HttpResponse]]


def entrance_pages(client: Client, mailoutbox: list[EmailMessage]) -> Pages:
    """The pages on the way in, as they are and with errors."""
    for path in ("login", "signup", "password/reset", "login/code", "inactive", "3rdparty/login/cancelled"):
        yield path, client.get(f"/account/{path}/")
    yield "3rdparty/login/error", client.get("/account/3rdparty/login/error/")
    for path in ("login", "signup", "password/reset", "login/code"):
        yield f"{path}, empty", client.post(f"/account/{path}/", {})
    wrong = {"login": EMAIL, "password": "iets anders dan dat"}
    for number in range(6):
        yield f"login, wrong {number}", client.post("/account/login/", wrong)
    bad = {"email": "x", "first_name": "x" * 151, "last_name": "x", "password1": "kort", "password2": "lang"}
    yield "signup, bad", client.post("/account/signup/", bad)
    yield from code_pages(mailoutbox)


def code_pages(mailoutbox: list[EmailMessage]) -> Pages:
    """The pages that ask for a code from a mail, and what comes after them."""
    signup = Client()
    names = {"first_name": "Samira", "last_name": "El Amrani", "email": "samira@example.org"}
    signup.post("/account/signup/", names | {"password1": PASSWORD, "password2": PASSWORD})
    yield "confirm-email", signup.get("/account/confirm-email/")
    yield "confirm-email, wrong", signup.post("/account/confirm-email/", {"code": "BBBB-BBBB"})
    yield "confirm-email, again", signup.post("/account/confirm-email/", {"action": "resend"}, follow=True)
    yield "confirmed", signup.post("/account/confirm-email/", {"code": code_in(mailoutbox[-1])}, follow=True)

    code = Client()
    code.post("/account/login/code/", {"email": EMAIL})
    yield "login code", code.get("/account/login/code/confirm/")
    yield "login code, again", code.post("/account/login/code/confirm/", {"action": "resend"}, follow=True)
    for number in range(3):
        wrong = code.post("/account/login/code/confirm/", {"code": "BBBB-BBBB"}, follow=True)
        yield f"login code, wrong {number}", wrong

    reset = Client()
    reset.post("/account/password/reset/", {"email": EMAIL})
    yield "reset code", reset.get("/account/password/reset/confirm/")
    reset.post("/account/password/reset/confirm/", {"code": code_in(mailoutbox[-1])})
    yield "new password", reset.get("/account/password/reset/complete/")
    yield "new password, bad", reset.post("/account/password/reset/complete/", {"password1": "a", "password2": "b"})
    good = {"password1": PASSWORD, "password2": PASSWORD}
    yield "password reset", reset.post("/account/password/reset/complete/", good, follow=True)


def account_pages(client: Client) -> Pages:
    """The pages of somebody who is signed in."""
    for path in ("/mijn/naam/", "/account/email/", "/account/password/change/"):
        yield path, client.get(path)
        yield f"{path}, empty", client.post(path, {"action_add": ""})
    for path in ("/mijn/", "/account/sessions/"):
        yield path, client.get(path)
    for path in ("/account/logout/", "/account/2fa/", "/account/3rdparty/", "/account/password/reset/", "/beheer/"):
        yield path, client.get(path)
    yield "reauthenticate", client.get("/account/reauthenticate/")
    yield "reauthenticate, wrong", client.post("/account/reauthenticate/", {"password": "iets anders"})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    for path in ("webauthn/add/", "webauthn/", "totp/activate/"):
        yield path, client.get(f"/account/2fa/{path}")
    yield "totp, wrong", client.post("/account/2fa/totp/activate/", {"code": "000000"})


def second_step_pages(client: Client, user: User) -> Pages:
    """The pages of somebody with an app and a passkey."""
    for path in ("", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/", "reauthenticate/"):
        yield f"with an app: {path}", client.get(f"/account/2fa/{path}")
    key = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Telefoon", "credential": {}})
    for path in ("webauthn/", f"webauthn/keys/{key.pk}/edit/", f"webauthn/keys/{key.pk}/remove/"):
        yield f"with a passkey: {path}", client.get(f"/account/2fa/{path}")
    yield "renaming, empty", client.post(f"/account/2fa/webauthn/keys/{key.pk}/edit/", {"name": ""})
    yield "removed", client.post(f"/account/2fa/webauthn/keys/{key.pk}/remove/", follow=True)
    other = Client()
    sign_in(other)
    yield "second step", other.get("/account/2fa/authenticate/")
    yield "second step, wrong", other.post("/account/2fa/authenticate/", {"code": "000000"})
    for path in ("/account/reauthenticate/", "/account/2fa/reauthenticate/"):
        yield f"two ways: {path}", client.get(path)


def all_pages(client: Client, mailoutbox: list[EmailMessage]) -> Pages:
    """Every page of an account, with the errors that people run into."""
    make_account()
    yield from entrance_pages(Client(REMOTE_ADDR="192.0.2.7"), mailoutbox)
    user = make_account()
    client.force_login(user)
    yield from account_pages(client)
    page = client.get("/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    yield "totp", client.post("/account/2fa/totp/activate/", {"code": totp(secret)}, follow=True)
    yield from second_step_pages(client, user)
    drop_password(user=user)
    client.force_login(user)
    yield "first password", client.get("/account/password/set/")
    yield "first password, bad", client.post("/account/password/set/", {"password1": "kort", "password2": "lang"})
    yield "no page", Client().get("/account/bestaat-niet/")
    yield "csrf", Client(enforce_csrf_checks=True).post("/account/login/")


@pytest.mark.django_db
def test_every_page_is_dutch_and_says_u(client: Client, mailoutbox: list[EmailMessage]) -> None:
    found = {}
    statuses = {}
    sent_away = []
    for label, response in all_pages(client, mailoutbox):
        html = response.content.decode()
        statuses[label] = response.status_code
        found[label] = strange_words(visible_text(html))
        if 'id="id_login"' in html and not label.startswith("login"):
            sent_away.append(label)

    assert {label: words for label, words in found.items() if words} == {}
    expected = {"/beheer/": 403, "csrf": 403, "3rdparty/login/error": 401, "no page": 404}
    assert {label: status for label, status in statuses.items() if status != 200} == expected
    assert sent_away == []
    assert len(statuses) > 60


def test_the_search_for_strange_words_finds_them() -> None:
    page = '<title>Sign in</title><p>Vul <b>jouw</b> code in</p><img alt="your key"><script>the password</script>'

    assert strange_words(visible_text(page)) == ["jouw", "Sign", "your", "key"]


# --- Mails and messages ----------------------------------------------------------------------------------------------


def templates(*folders: str) -> list[str]:
    """Names of the text templates in `folders`, of allauth and of ours."""
    roots = [ALLAUTH / "templates", *(Path(folder) for folder in settings.TEMPLATES[0]["DIRS"])]
    found = {path.relative_to(root) for root in roots for folder in folders for path in (root / folder).glob("*.txt")}
    return sorted(str(path) for path in found)


MAILS = [
    name.removesuffix("_subject.txt")
    for name in templates("account/email", "mfa/email", "accounts/email", "socialaccount/email")
    if name.endswith("_subject.txt")
]
MESSAGES = templates("account/messages", "mfa/messages", "usersessions/messages", "socialaccount/messages")
VALUES = {
    "email": EMAIL,
    "recipient": EMAIL,
    "name": "Nienke",
    "phone": "0612345678",
    "code": "BCDF-GHJK",
    "from_email": EMAIL,
    "to_email": "nieuw@example.org",
    "deleted_email": EMAIL,
    "provider": "SURFconext",
    "ip": "192.0.2.7",
    "user_agent": "",
    "activate_url": "https://voorbeeld.example/",
    "password_reset_url": "https://voorbeeld.example/",
    "MFA_RECOVERY_CODES_SHOW_ONCE": True,
}
# There is no telephone number and no user name, and addresses are confirmed with a code.
NEVER_SENT = {
    "account/email/password_reset_key",
    "account/messages/phone_verification_sent.txt",
    "account/messages/phone_verified.txt",
}


@pytest.fixture
def in_request(rf: RequestFactory) -> Iterator[None]:
    request = rf.get("/account/login/")
    with request_context(request):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", sorted(set(MAILS) - NEVER_SENT))
def test_every_mail_is_dutch_and_says_u_and_from_whom_it_is(
    in_request: None, mailoutbox: list[EmailMessage], prefix: str
) -> None:
    user = make_account(role=Role.EDITOR)
    context = VALUES | {"user": user, "timestamp": timezone.now()}

    get_adapter().send_mail(prefix, EMAIL, context)

    [mail] = mailoutbox
    assert strange_words(f"{mail.subject}\n{mail.body}") == []
    assert mail.subject.startswith("Kennisplatform V&WS: ")
    assert len(mail.subject) > len("Kennisplatform V&WS: ")
    assert mail.body.startswith("Goedendag,\n\n")
    assert mail.body.endswith("Met vriendelijke groet,\nKennisplatform V&WS\nhttp://testserver")
    assert not re.search(r"&(amp|quot|#\d+);|\n{3}|[{}%]", mail.body)
    # Both parts say the same, and the outbox has a name for it.
    [(html, kind)] = mail.alternatives
    assert kind == "text/html"
    assert mail.body.split() == [word for word in visible_text(html[html.index("<body") :]).split() if word != "•"][2:]
    assert find_purpose(purpose_name(prefix)).label


@pytest.mark.parametrize("name", sorted(set(MESSAGES) - NEVER_SENT))
def test_every_message_is_dutch_and_says_u(name: str) -> None:
    assert strange_words(render_to_string(name, VALUES)) == []


@pytest.mark.parametrize("adapter", [DefaultAccountAdapter, DefaultMFAAdapter, DefaultSocialAccountAdapter])
def test_every_error_is_dutch_and_says_u(adapter: Callable[..., object]) -> None:
    texts = {
        name: str(text)
        for name, text in adapter.error_messages.items()  # type: ignore[attr-defined]
        if not name.startswith(("phone_", "username_", "unknown_phone"))
    }

    assert {name: text for name, text in texts.items() if strange_words(text)} == {}
