"""Fills a laptop with a site that works: database, sample content, accounts, search index, static files."""

import base64
import hashlib
import hmac
import secrets
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

import agenda.services
import circles.services
import knowledge.services
import search.indexing
from accounts.models import User
from accounts.services import preset_app, save_account
from common.access import Role
from config import content

PASSWORD_FILE = "demo_password"  # noqa: S105
SECOND_FACTOR_FILE = "demo_second_factor"
STATIC_STAMP = ".stamp"


@dataclass(frozen=True)
class DemoAccount:
    """An account of the demo: where to sign in with, and what for."""

    email: str
    first_name: str
    role: Role | None
    purpose: str


MEMBER, FACILITATOR = "deelnemer@example.org", "begeleider@example.org"
# The address says what the role is; example.org is reserved for examples (RFC 2606).
ACCOUNTS = (
    DemoAccount(MEMBER, "Deelnemer", None, "een account zonder rol"),
    DemoAccount("redacteur@example.org", "Redacteur", Role.EDITOR, "schrijft in het CMS"),
    DemoAccount("beoordelaar@example.org", "Beoordelaar", Role.REVIEWER, "beoordeelt en publiceert"),
    DemoAccount(FACILITATOR, "Begeleider", Role.FACILITATOR, "begeleidt leerkringen"),
    DemoAccount("organisator@example.org", "Organisator", Role.ORGANISER, "organiseert de conferentie"),
    DemoAccount("beheerder@example.org", "Beheerder", Role.ADMINISTRATOR, "beheert de site"),
)


def remove_everything() -> None:
    """Start over: drop the demo's own files and folders under VAR_DIR, and nothing else.

    Raises ValueError on PostgreSQL: dropping a database is left to whoever made it.
    """
    if connection.vendor != "sqlite":
        raise ValueError("--fresh werkt alleen met SQLite. Maak zelf een lege database aan.")
    database = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    for file in (database, *database.parent.glob(f"{database.name}-*")):
        file.unlink(missing_ok=True)
    for folder in (settings.MEDIA_ROOT, settings.SEARCH_INDEX_DIR, settings.STATIC_ROOT):
        shutil.rmtree(folder, ignore_errors=True)


def set_up(say: Callable[[str], None], *, site_url: str) -> None:
    """Bring the site into a working state at `site_url`; every step can be repeated without harm."""
    # The address follows from the port of this run, which the environment does not know.
    settings.SITE_URL = site_url
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    say("Database bijwerken")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    say("Inhoud en accounts klaarzetten")
    load_content()
    make_accounts()
    load_circles()
    say("Zoekindex bijwerken")
    update_index()
    say("Stijlbestanden klaarzetten")
    collect_static()


def load_content() -> None:
    """Load the content of every site and the sample library; what is there stays as it is."""
    home = content.load()
    knowledge.services.load_sample(home)
    agenda.services.link_methods()


def load_circles() -> None:
    """Make the example circles of the demo's begeleider; its account without a role takes part in some."""
    people = {user.email: user for user in User.objects.filter(email__in=[FACILITATOR, MEMBER])}
    circles.services.load_sample(facilitator=people[FACILITATOR], member=people[MEMBER])


def update_index() -> None:
    """Build the index when there is none that may be served; otherwise bring it up to date."""
    if search.indexing.needs_rebuild():
        search.indexing.rebuild()
    search.indexing.drain()


def make_accounts() -> None:
    """Make one account per role: all with the password of this installation, those with a role with an app as well."""
    password_hash = make_password(password())
    for account in ACCOUNTS:
        user = save_account(
            email=account.email,
            first_name=account.first_name,
            last_name="(voorbeeld)",
            password_hash=password_hash,
            role=account.role,
        )
        if account.role:
            preset_app(user=user, secret=_secret(account.role))


def password() -> str:
    """Return the password of the demo accounts: made on first use, kept under VAR_DIR."""
    return _kept(PASSWORD_FILE, length=12)


def code(role: Role) -> str:
    """Return the six digits that the app of the account with this role shows now."""
    period = int(time.time()) // mfa_settings.TOTP_PERIOD
    return str(format_hotp_value(hotp_value(_secret(role), period)))


def _secret(role: Role) -> str:
    """The secret of an account's app: follows from a key of this installation, so that nobody else's demo has it."""
    digest = hmac.digest(_kept(SECOND_FACTOR_FILE, length=32).encode(), role.value.encode(), hashlib.sha1)
    return base64.b32encode(digest).decode()


def _kept(name: str, *, length: int) -> str:
    """What stands in a file under VAR_DIR that is for its owner only; made at random on first use."""
    file: Path = settings.VAR_DIR / name
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(length))
    return file.read_text()


def collect_static() -> None:
    """Collect and compress the static files when one of them, or a library, is not what it was."""
    stamp: Path = settings.STATIC_ROOT / STATIC_STAMP
    current = _static_fingerprint()
    if stamp.exists() and stamp.read_text() == current:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(current)


def _static_fingerprint() -> str:
    digest = hashlib.sha256()
    for version in sorted(f"{item.name}=={item.version}" for item in distributions()):
        digest.update(version.encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = Path(storage.path(name))
            digest.update(f"{name} {file.stat().st_size} {file.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()
