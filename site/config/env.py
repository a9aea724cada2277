"""The environment, read once and typed. No other module looks at `os.environ`.

Every setting that an operator can give stands in `SETTINGS`; `docs/settings.md` describes the same names and a test
compares the two. A wrong value stops the start with a message that names the setting.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from config.oidc import OidcProvider, read_providers
from config.terms import read_terms

BASE_DIR = Path(__file__).resolve().parent.parent.parent

SEARCH_ENGINES = ("tantivy", "elastic")

# Plain, STARTTLS on the submission port, TLS from the first byte.
SMTP_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}

# A name (a dot in front takes in its subdomains), an IPv6 address in brackets, or a star for any host.
HOST = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\]|\*")


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
    Setting(
        "EMAIL_URL", "Where mail goes, for example `smtp+tls://user:password@host:587`; `off:` for nowhere.", "console:"
    ),
    Setting("DEFAULT_FROM_EMAIL", "Sender of the mail that the site sends.", "kennisplatform@localhost"),
    Setting("REPLY_TO_EMAIL", "Where answers to that mail go, when not to its sender.", ""),
    Setting(
        "BOUNCE_EMAIL", "Where mail servers report that a mail could not be delivered, when not to its sender.", ""
    ),
    Setting("SEARCH_ENGINE", "Full-text engine: `tantivy` or `elastic`.", "tantivy"),
    Setting("ELASTICSEARCH_URL", "Nodes of Elasticsearch or OpenSearch, separated by commas.", ""),
    Setting("ELASTICSEARCH_USER", "Name to sign in to the cluster with.", ""),
    Setting("ELASTICSEARCH_PASSWORD", "Password that belongs to it.", ""),
    Setting("ELASTICSEARCH_API_KEY", "Key to sign in with instead of a name and a password.", ""),
    Setting("ELASTICSEARCH_CA_FILE", "File with the certificates that the cluster's own is checked against.", ""),
    Setting("ELASTICSEARCH_PREFIX", "Start of the names of our indexes on the cluster.", "kennisplatform"),
    Setting("OIDC_PROVIDERS", "Organisations to sign in with (OpenID Connect), a JSON list: docs/sign-in.md.", "[]"),
    Setting("THEME_DIR", "Folder with a `theme.css` that overrides the design tokens.", ""),
    Setting("ACTIVITY_RETENTION_DAYS", "How many days a row of the activity log is kept.", "1095"),
    Setting("RETENTION_DAYS", "Terms of this organisation, in days, as `mail.row=180,accounts.inactive=1095`.", ""),
    Setting("PRIVACY_CONTROLLER", "Who is responsible for the personal data, with an address, for the register.", ""),
    Setting("PRIVACY_OFFICER", "How to reach the data protection officer, for the register.", ""),
    Setting("SECURITY_CONTACT", "Address in /.well-known/security.txt: a mailto: or https: address.", ""),
)


@dataclass(frozen=True)
class Cluster:
    """Where a search cluster is, and how to sign in; `urls` is empty when there is none."""

    urls: tuple[str, ...]
    user: str
    password: str
    api_key: str
    ca_file: str
    prefix: str


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
    reply_to_email: str
    bounce_email: str
    search_engine: str
    search_cluster: Cluster
    activity_retention_days: int
    retention_days: dict[str, int]
    privacy_controller: str
    privacy_officer: str
    oidc_providers: tuple[OidcProvider, ...]
    theme_dir: Path | None
    security_contact: str


def read_environment(environ: Mapping[str, str]) -> Environment:
    """Check and type the environment.

    Raises ImproperlyConfigured, naming the setting, when a value cannot be used.
    """
    text = {setting.name: environ.get(setting.name, "").strip() or setting.default for setting in SETTINGS}
    var_dir = _var_dir(text["VAR_DIR"])
    return Environment(
        secret_key=text["SECRET_KEY"],
        debug=_switch("DEBUG", text["DEBUG"]),
        allowed_hosts=_hosts(text["ALLOWED_HOSTS"]),
        site_url=_site_url(text["SITE_URL"]),
        var_dir=var_dir,
        database=_database(text["DATABASE_URL"].replace("<VAR_DIR>", str(var_dir))),
        email=_email(text["EMAIL_URL"]),
        default_from_email=_mailbox("DEFAULT_FROM_EMAIL", text["DEFAULT_FROM_EMAIL"]),
        reply_to_email=_mailbox("REPLY_TO_EMAIL", text["REPLY_TO_EMAIL"]),
        bounce_email=parseaddr(_mailbox("BOUNCE_EMAIL", text["BOUNCE_EMAIL"]))[1],
        search_engine=_one_of("SEARCH_ENGINE", text["SEARCH_ENGINE"], SEARCH_ENGINES),
        search_cluster=_cluster(text),
        activity_retention_days=_days("ACTIVITY_RETENTION_DAYS", text["ACTIVITY_RETENTION_DAYS"]),
        retention_days=read_terms(text["RETENTION_DAYS"], _days),
        privacy_controller=_line("PRIVACY_CONTROLLER", text["PRIVACY_CONTROLLER"]),
        privacy_officer=_line("PRIVACY_OFFICER", text["PRIVACY_OFFICER"]),
        oidc_providers=read_providers(text["OIDC_PROVIDERS"]),
        theme_dir=_theme_dir(text["THEME_DIR"]),
        security_contact=_security_contact(text["SECURITY_CONTACT"]),
    )


def _switch(name: str, value: str) -> bool:
    if value.lower() in {"on", "true", "1", "yes"}:
        return True
    if value.lower() in {"off", "false", "0", "no"}:
        return False
    raise ImproperlyConfigured(f"{name} must be on or off, not {value!r}.")


def _days(name: str, value: str) -> int:
    # A century is more than any record is kept.
    if not re.fullmatch(r"[0-9]{1,5}", value) or not 1 <= int(value) <= 36_525:
        raise ImproperlyConfigured(f"{name} must be a whole number of days, from 1 to 36525, not {value!r}.")
    return int(value)


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def _hosts(value: str) -> tuple[str, ...]:
    hosts = tuple(host.strip().lower() for host in value.split(",") if host.strip())
    if not hosts or not all(HOST.fullmatch(host) for host in hosts):
        raise ImproperlyConfigured(
            f"ALLOWED_HOSTS must be host names separated by commas, without scheme or port, not {value!r}."
        )
    return hosts


def _site_url(value: str) -> str:
    # What is left when the address is put together again has no path, query, fragment or password.
    try:
        parts = urlsplit(value)
        address = f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")
    except ValueError:
        address = ""
    if not re.match(r"https?://\w", address) or address != value.rstrip("/").lower():
        raise ImproperlyConfigured(f"SITE_URL must look like https://www.example.org, not {value!r}.")
    return address


def _var_dir(value: str) -> Path:
    folder = (BASE_DIR / value).resolve()
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    if not nearest.is_dir():
        raise ImproperlyConfigured(f"VAR_DIR must be a folder, and {str(nearest)!r} is a file.")
    return folder


def _database(value: str) -> dict[str, Any]:
    try:
        config = dict(dj_database_url.parse(value, conn_max_age=60, conn_health_checks=True))
    except (ValueError, KeyError, dj_database_url.ParseError) as error:
        raise ImproperlyConfigured("DATABASE_URL is not an address that can be read.") from error
    engine = str(config["ENGINE"]).rsplit(".", 1)[-1]
    if engine == "sqlite3":
        # Writers wait for each other; IMMEDIATE takes the write lock at the start: no transaction fails halfway.
        config["CONN_MAX_AGE"] = 0
        config["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
    elif engine != "postgresql":
        raise ImproperlyConfigured("DATABASE_URL must start with sqlite:/// or postgres://.")
    if config["NAME"] in {"", ":memory:"}:
        raise ImproperlyConfigured("DATABASE_URL must name a database: sqlite:///file or postgres://user@host/name.")
    return config


def _email(value: str) -> dict[str, Any]:
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured("EMAIL_URL is not an address that can be read.") from error
    backend = "django.core.mail.backends.{}.EmailBackend"
    if parts.scheme == "off":
        return {"EMAIL_BACKEND": ""}
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": backend.format("console")}
    if parts.scheme == "file" and parts.path.strip("/"):
        return {"EMAIL_BACKEND": backend.format("filebased"), "EMAIL_FILE_PATH": parts.path}
    if parts.scheme in SMTP_PORTS and parts.hostname:
        return {
            "EMAIL_BACKEND": backend.format("smtp"),
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": port or SMTP_PORTS[parts.scheme],
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
            "EMAIL_USE_SSL": parts.scheme == "smtp+ssl",
        }
    raise ImproperlyConfigured(
        "EMAIL_URL must be smtp://, smtp+tls:// or smtp+ssl:// with a host, file:///folder, console: or off:."
    )


def _mailbox(name: str, value: str) -> str:
    if not value:
        return ""
    try:
        validate_email(parseaddr(value)[1])
    except ValidationError as error:
        raise ImproperlyConfigured(f"{name} must be an e-mail address, not {value!r}.") from error
    return _line(name, value)


def _line(name: str, value: str) -> str:
    if not value.isprintable():
        raise ImproperlyConfigured(f"{name} must be one line.")
    return value


def _cluster(text: Mapping[str, str]) -> Cluster:
    urls = tuple(url.strip().rstrip("/") for url in text["ELASTICSEARCH_URL"].split(",") if url.strip())
    if not all(_is_node(url) for url in urls):
        raise ImproperlyConfigured(
            "ELASTICSEARCH_URL must be addresses such as https://search.example.org:9200, separated by commas; "
            "a name and a password have settings of their own."
        )
    if text["SEARCH_ENGINE"] == "elastic" and not urls:
        raise ImproperlyConfigured("SEARCH_ENGINE is elastic, so ELASTICSEARCH_URL has to be set.")
    if text["ELASTICSEARCH_API_KEY"] and text["ELASTICSEARCH_USER"]:
        raise ImproperlyConfigured("Set ELASTICSEARCH_API_KEY or ELASTICSEARCH_USER, not both.")
    if bool(text["ELASTICSEARCH_USER"]) != bool(text["ELASTICSEARCH_PASSWORD"]):
        raise ImproperlyConfigured("ELASTICSEARCH_USER and ELASTICSEARCH_PASSWORD belong together.")
    ca_file = text["ELASTICSEARCH_CA_FILE"]
    if ca_file and not _is_file(ca_file):
        raise ImproperlyConfigured(f"ELASTICSEARCH_CA_FILE must be a file; {ca_file!r} is not.")
    prefix = text["ELASTICSEARCH_PREFIX"]
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,60}", prefix):
        raise ImproperlyConfigured(
            f"ELASTICSEARCH_PREFIX must be small letters, digits and hyphens, starting with a letter, not {prefix!r}."
        )
    return Cluster(
        urls=urls,
        user=text["ELASTICSEARCH_USER"],
        password=text["ELASTICSEARCH_PASSWORD"],
        api_key=text["ELASTICSEARCH_API_KEY"],
        ca_file=ca_file,
        prefix=prefix,
    )


def _is_file(value: str) -> bool:
    try:
        return Path(value).is_file()
    except OSError:
        # A name that no file can have.
        return False


def _is_node(url: str) -> bool:
    try:
        parts = urlsplit(url)
        # The client wants a port; reading it raises ValueError for one that does not exist.
        return parts.scheme in {"http", "https"} and bool(parts.hostname and parts.port) and parts.username is None
    except ValueError:
        return False


def _theme_dir(value: str) -> Path | None:
    if not value:
        return None
    folder = (BASE_DIR / value).resolve()
    if not (folder / "theme.css").is_file():
        raise ImproperlyConfigured(f"THEME_DIR must hold a file theme.css; {value!r} does not.")
    return folder


def _security_contact(value: str) -> str:
    if value and not re.fullmatch(r"(mailto:[^@\s]+@[^@\s]+|https://[^/\s]\S*)", value):
        raise ImproperlyConfigured("SECURITY_CONTACT must be a mailto: address or an https:// address.")
    return value


def environment_with(**values: str) -> dict[str, str]:
    """The environment for a process that we start: ours, with these settings unless an operator gave them."""
    return {**values, **os.environ}
