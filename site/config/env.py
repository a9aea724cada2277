"""The environment, read once and typed. No other module looks at `os.environ`.

Every setting that an operator can give stands in `SETTINGS`; `docs/settings.md` describes the same names and a test
compares the two. A wrong value stops the start with a message that names the setting.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
import dj_email_url
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent

SEARCH_ENGINES = ("tantivy",)


@dataclass(frozen=True)
class Setting:
    """One operator setting: its name, what it does, and the default as an operator would write it."""

    name: str
    meaning: str
    default: str


SETTINGS = (
    Setting("SECRET_KEY", "Key that signs sessions and links. Required in production, at least 50 characters.", ""),
    Setting("DEBUG", "Developer error pages, `on` or `off`. Refused in production.", "off"),
    Setting("ALLOWED_HOSTS", "Host names that the site answers to, separated by commas.", "localhost,127.0.0.1,[::1]"),
    Setting("SITE_URL", "Public address of the site, with scheme and without a path.", "http://localhost:8000"),
    Setting("VAR_DIR", "Folder for the database, uploads, search index and collected static files.", "./var"),
    Setting("DATABASE_URL", "Database address; SQLite or PostgreSQL.", "sqlite:///<VAR_DIR>/db.sqlite3"),
    Setting("EMAIL_URL", "Where mail goes, for example `smtp+tls://user:password@host:587`.", "console:"),
    Setting("DEFAULT_FROM_EMAIL", "Sender of the mail that the site sends.", "kennisplatform@localhost"),
    Setting("SEARCH_ENGINE", "Full-text engine: `tantivy`.", "tantivy"),
    Setting("THEME_DIR", "Folder with a `theme.css` that overrides the design tokens.", ""),
    Setting("SECURITY_CONTACT", "Address in /.well-known/security.txt: a mailto: or https: address.", ""),
)


@dataclass(frozen=True)
class Environment:
    """The values of `SETTINGS`, checked and typed."""

    secret_key: str
    debug: bool
    allowed_hosts: tuple[str, ...]
    site_url: str
    var_dir: Path
    database: dict[str, Any]
    email: dict[str, Any]
    default_from_email: str
    search_engine: str
    theme_dir: Path | None
    security_contact: str


def read_environment(environ: Mapping[str, str]) -> Environment:
    """Check and type the environment.

    Raises ImproperlyConfigured, naming the setting, when a value cannot be used.
    """
    text = {setting.name: environ.get(setting.name, "").strip() or setting.default for setting in SETTINGS}
    var_dir = (BASE_DIR / text["VAR_DIR"]).resolve()
    return Environment(
        secret_key=text["SECRET_KEY"],
        debug=_switch("DEBUG", text["DEBUG"]),
        allowed_hosts=tuple(host.strip() for host in text["ALLOWED_HOSTS"].split(",") if host.strip()),
        site_url=_site_url(text["SITE_URL"]),
        var_dir=var_dir,
        database=_database(text["DATABASE_URL"].replace("<VAR_DIR>", str(var_dir))),
        email=_email(text["EMAIL_URL"]),
        default_from_email=text["DEFAULT_FROM_EMAIL"],
        search_engine=_one_of("SEARCH_ENGINE", text["SEARCH_ENGINE"], SEARCH_ENGINES),
        theme_dir=_theme_dir(text["THEME_DIR"]),
        security_contact=_security_contact(text["SECURITY_CONTACT"]),
    )


def _switch(name: str, value: str) -> bool:
    if value.lower() in {"on", "true", "1", "yes"}:
        return True
    if value.lower() in {"off", "false", "0", "no"}:
        return False
    raise ImproperlyConfigured(f"{name} must be on or off, not {value!r}.")


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def _site_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ImproperlyConfigured(f"SITE_URL must look like https://www.example.org, not {value!r}.")
    return f"{parts.scheme}://{parts.netloc}"


def _database(value: str) -> dict[str, Any]:
    try:
        config = dict(dj_database_url.parse(value, conn_max_age=60, conn_health_checks=True))
    except (ValueError, KeyError, dj_database_url.ParseError) as error:
        raise ImproperlyConfigured("DATABASE_URL is not an address that can be read.") from error
    engine = str(config["ENGINE"]).rsplit(".", 1)[-1]
    if engine == "sqlite3":
        # Writers wait for each other; IMMEDIATE takes the write lock at the start, so a transaction never fails halfway.
        config["CONN_MAX_AGE"] = 0
        config["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
    elif engine != "postgresql":
        raise ImproperlyConfigured("DATABASE_URL must start with sqlite:/// or postgres://.")
    return config


def _email(value: str) -> dict[str, Any]:
    try:
        config = dict(dj_email_url.parse(value))
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured("EMAIL_URL is not an address that can be read.") from error
    if not config.get("EMAIL_BACKEND"):
        raise ImproperlyConfigured("EMAIL_URL must start with smtp:, smtp+tls:, smtp+ssl:, file: or console:.")
    return config


def _theme_dir(value: str) -> Path | None:
    if not value:
        return None
    folder = Path(value)
    if not (folder / "theme.css").is_file():
        raise ImproperlyConfigured(f"THEME_DIR must hold a file theme.css; {value!r} does not.")
    return folder


def _security_contact(value: str) -> str:
    if value and not value.startswith(("mailto:", "https:")):
        raise ImproperlyConfigured("SECURITY_CONTACT must start with mailto: or https:.")
    return value
