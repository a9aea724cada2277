"""What several tests of accounts do: make accounts, sign in, read codes from mail."""

import base64
import hmac
import re
import secrets
import struct
import time
from hashlib import sha1

from django.contrib.auth.hashers import make_password
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from accounts.second_factor import needs_factor
from accounts.services import keep_address, preset_app, save_account
from common.access import Role, resolve_viewer

EMAIL = "nienke@example.org"
PASSWORD = "vier groene fietsen"
LOGIN = "/account/login/"
SECOND = "/account/2fa/authenticate/"


def make_account(email: str = EMAIL, role: Role | None = None, password: str = PASSWORD) -> User:
    """An account that can sign in."""
    return save_account(
        email=email, first_name="Nienke", last_name="van Dam", password_hash=make_password(password), role=role
    )


def sign_in(client: Client, email: str = EMAIL, password: str = PASSWORD, **extra: str) -> HttpResponse:
    """Sign in through the form."""
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def give_app(user: User) -> str:
    """Give an account an authenticator app; returns its secret. A new secret each time: a code works only once."""
    secret = base64.b32encode(secrets.token_bytes(20)).decode()
    preset_app(user=user, secret=secret)
    return secret


def sign_in_as(client: Client, user: User) -> Client:
    """Sign in as people do: with a password, and with a code of an app when this account needs a second factor."""
    client.logout()
    if not user.check_password(PASSWORD):
        user.set_password(PASSWORD)
        user.save()
    keep_address(user=user, verified=True)
    secret = give_app(user) if needs_factor(user, resolve_viewer(user)) else ""
    response = sign_in(client, user.email)
    if secret:
        response = client.post(SECOND, {"code": totp(secret)})
    assert response.status_code == 302, errors(response)
    return client


def is_signed_in(client: Client) -> bool:
    """True when the page of one's own account is shown."""
    return client.get("/mijn/").status_code == 200


def code_in(message: EmailMessage) -> str:
    """The code that stands on a line of its own in a mail."""
    found = re.findall(r"^[A-Z]{4}-[A-Z]{4}$", message.body, re.MULTILINE)
    assert len(found) == 1, message.body
    return found[0]


def errors(response: HttpResponse) -> list[str]:
    """The texts in the error summary of a page, in order."""
    html = response.content.decode()
    summary = re.search(r'<div class="kp-error-summary".*?</div>', html, re.DOTALL)
    if summary is None:
        return []
    return [text(item) for item in re.findall(r"<li>(.*?)</li>", summary.group(), re.DOTALL)]


def untimed(found: list[str]) -> list[str]:
    """Error texts without the moment from which one may try again."""
    return [re.sub(r"om \d\d:\d\d uur", "om TIJD uur", error) for error in found]


def notices(response: HttpResponse) -> list[str]:
    """The texts of the messages on a page, in order."""
    found = re.search(r'<div role="status">.*?<h1>', response.content.decode(), re.DOTALL)
    return [text(paragraph) for paragraph in re.findall(r"<p>(.*?)</p>", found.group(), re.DOTALL)] if found else []


def text(html: str) -> str:
    """HTML without tags and double spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def totp(secret: str, moment: float | None = None) -> str:
    """The code an authenticator app shows, computed here from RFC 6238 and not by the code under test."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = struct.pack(">Q", int(time.time() if moment is None else moment) // 30)
    digest = hmac.new(key, counter, sha1).digest()
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
