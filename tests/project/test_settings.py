"""Operator settings: documented, checked at start, and strict in production."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from config.env import BASE_DIR, SETTINGS, read_environment

NAMES = [setting.name for setting in SETTINGS]

ORGANISATION = {
    "id": "surfconext",
    "name": "SURFconext",
    "issuer": "https://connect.example.org/",
    "client_id": "kennisplatform",
    "client_secret": "geheim",
}
WRONG_VALUES = [
    ("DEBUG", "maybe"),
    ("ALLOWED_HOSTS", ","),
    ("ALLOWED_HOSTS", "https://www.example.org"),
    ("ALLOWED_HOSTS", "www.example.org:8000"),
    ("SITE_URL", "www.example.org"),
    ("SITE_URL", "ftp://www.example.org"),
    ("SITE_URL", "https://"),
    ("SITE_URL", "https://www.example.org/folder"),
    ("SITE_URL", "https://www.example.org?a=b"),
    ("SITE_URL", "https://user:password@www.example.org"),
    ("SITE_URL", "https://www.example.org:99999"),
    ("SITE_URL", "http://[::1"),
    ("VAR_DIR", "manage.py"),
    ("VAR_DIR", "manage.py/below"),
    ("DATABASE_URL", "nonsense"),
    ("DATABASE_URL", "mysql://user@host/name"),
    ("DATABASE_URL", "postgres://user@host:port/name"),
    ("DATABASE_URL", "postgres://user@host/"),
    ("DATABASE_URL", "sqlite://:memory:"),
    ("EMAIL_URL", "nonsense"),
    ("EMAIL_URL", "smtp://host:port"),
    ("EMAIL_URL", "smtp+tls://"),
    ("EMAIL_URL", "file:///"),
    ("DEFAULT_FROM_EMAIL", "nobody"),
    ("DEFAULT_FROM_EMAIL", "a@example.org\nBcc: b@example.org"),
    ("REPLY_TO_EMAIL", "nobody"),
    ("REPLY_TO_EMAIL", "a@example.org\nBcc: b@example.org"),
    ("BOUNCE_EMAIL", "nobody"),
    ("SEARCH_ENGINE", "grep"),
    ("SEARCH_ENGINE", "elastic"),
    ("ELASTICSEARCH_URL", "search.example.org:9200"),
    ("ELASTICSEARCH_URL", "https://search.example.org"),
    ("ELASTICSEARCH_URL", "https://user:password@search.example.org:9200"),
    ("ELASTICSEARCH_URL", "https://search.example.org:99999"),
    ("ELASTICSEARCH_USER", "site"),
    ("ELASTICSEARCH_PASSWORD", "secret"),
    ("ELASTICSEARCH_CA_FILE", "/nowhere"),
    ("ELASTICSEARCH_PREFIX", "Kennis_"),
    ("ACTIVITY_RETENTION_DAYS", "drie jaar"),
    ("ACTIVITY_RETENTION_DAYS", "0"),
    ("ACTIVITY_RETENTION_DAYS", "99999"),
    ("RETENTION_DAYS", "30"),
    ("RETENTION_DAYS", "mail.text=dertig"),
    ("RETENTION_DAYS", "mail.text=0"),
    ("RETENTION_DAYS", "mail.text=10,mail.text=20"),
    ("PRIVACY_CONTROLLER", "Ministerie\nStraat"),
    ("PRIVACY_OFFICER", "fg@example.org\nfg2@example.org"),
    ("OIDC_PROVIDERS", "surfconext"),
    ("OIDC_PROVIDERS", "{}"),
    ("OIDC_PROVIDERS", "[1]"),
    ("OIDC_PROVIDERS", '[{"id": "surfconext"}]'),
    *(
        ("OIDC_PROVIDERS", json.dumps([ORGANISATION | change]))
        for change in (
            {"id": "SURF conext"},
            {"name": " "},
            {"client_secret": 1},
            {"issuer": "http://connect.example.org"},
            {"issuer": "https://connect.example.org/?tenant=1"},
            {"issuer": "https://user@connect.example.org"},
            {"issuer": "https://["},
            {"trust_email": "ja"},
            {"secret": "x"},
        )
    ),
    ("OIDC_PROVIDERS", json.dumps([ORGANISATION, ORGANISATION | {"id": "ander"}])),
    ("OIDC_PROVIDERS", json.dumps([ORGANISATION, ORGANISATION | {"issuer": "https://ander.example.org"}])),
    ("THEME_DIR", "/nowhere"),
    ("THEME_DIR", "docs"),
    ("SECURITY_CONTACT", "security@example.org"),
    ("SECURITY_CONTACT", "mailto:"),
    ("SECURITY_CONTACT", "http://www.example.org/melden"),
    ("SECURITY_CONTACT", "mailto:a@example.org\nExpires: never"),
]

PRODUCTION = {
    "SECRET_KEY": "a-key-for-tests-" * 4,
    "ALLOWED_HOSTS": "www.example.org",
    "SITE_URL": "https://www.example.org",
    "DATABASE_URL": "postgres://user:password@127.0.0.1/kennisplatform",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "DEFAULT_FROM_EMAIL": "Kennisplatform <kennisplatform@example.org>",
    "SECURITY_CONTACT": "mailto:security@example.org",
}

LAPTOP_VALUES = [
    ("SECRET_KEY", ""),
    ("SECRET_KEY", "k" * 49),
    ("DEBUG", "on"),
    ("ALLOWED_HOSTS", ""),
    ("ALLOWED_HOSTS", "*"),
    ("ALLOWED_HOSTS", "www.example.org,localhost"),
    ("SITE_URL", "http://www.example.org"),
    ("EMAIL_URL", "console:"),
    ("DEFAULT_FROM_EMAIL", ""),
    ("SECURITY_CONTACT", ""),
]


def documented_settings() -> dict[str, str]:
    """The table of docs/settings.md: name and default of every row."""
    text = (BASE_DIR / "docs/settings.md").read_text()
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \| .+ \|$", text, re.MULTILINE)
    assert len(rows) == len(dict(rows)), "a setting stands in the table twice"
    return {name: default.strip("`") for name, default in rows}


def start_in_production(**changes: str) -> subprocess.CompletedProcess[str]:
    """Import the production settings in a process of its own, with `changes` to an environment that is right."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": "site", **PRODUCTION, **changes}
    return subprocess.run(
        [sys.executable, "-c", "import config.settings.production"],
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_setting_is_documented_with_its_default() -> None:
    expected = {setting.name: setting.default or "none" for setting in SETTINGS}

    assert documented_settings() == expected


def test_the_defaults_make_a_working_environment() -> None:
    environment = read_environment({})

    assert environment.site_url == "http://localhost:8000"
    assert environment.allowed_hosts == ("localhost", "127.0.0.1", "[::1]")
    assert environment.debug is False
    assert environment.var_dir == BASE_DIR / "var"
    assert environment.database["NAME"] == str(BASE_DIR / "var/db.sqlite3")
    assert environment.theme_dir is None


def test_an_empty_value_means_the_default() -> None:
    assert read_environment(dict.fromkeys(NAMES, " ")) == read_environment({})


def test_values_are_typed() -> None:
    environment = read_environment(PRODUCTION | {"DEBUG": "On", "ALLOWED_HOSTS": "www.example.org, .Example.net"})

    assert environment.debug is True
    assert environment.allowed_hosts == ("www.example.org", ".example.net")
    assert environment.database["ENGINE"] == "django.db.backends.postgresql"
    assert environment.database["NAME"] == "kennisplatform"
    assert environment.default_from_email == "Kennisplatform <kennisplatform@example.org>"


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp+tls://mail.example.org", 587, True, False),
        ("smtp+ssl://mail.example.org", 465, False, True),
        ("smtp+tls://mail.example.org:2525", 2525, True, False),
    ],
)
def test_a_mail_server_is_reached_as_its_address_says(address: str, port: int, tls: bool, ssl: bool) -> None:
    email = read_environment({"EMAIL_URL": address}).email

    assert email["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert email["EMAIL_HOST"] == "mail.example.org"
    assert (email["EMAIL_PORT"], email["EMAIL_USE_TLS"], email["EMAIL_USE_SSL"]) == (port, tls, ssl)


def test_the_name_and_password_of_a_mail_server_may_hold_any_character() -> None:
    email = read_environment({"EMAIL_URL": "smtp://a%40b:p%2Fw@mail.example.org"}).email

    assert (email["EMAIL_HOST_USER"], email["EMAIL_HOST_PASSWORD"]) == ("a@b", "p/w")


def test_mail_can_go_to_a_folder() -> None:
    email = read_environment({"EMAIL_URL": "file:///srv/mail"}).email

    assert email["EMAIL_FILE_PATH"] == "/srv/mail"


def test_mail_can_be_off() -> None:
    assert read_environment({"EMAIL_URL": "off:"}).email == {"EMAIL_BACKEND": ""}
    assert start_in_production(EMAIL_URL="off:").returncode == 0


def test_mail_servers_and_people_may_answer_to_other_addresses() -> None:
    environment = read_environment(
        {"REPLY_TO_EMAIL": "Vragen <vragen@example.org>", "BOUNCE_EMAIL": "x <terug@example.org>"}
    )

    assert (environment.reply_to_email, environment.bounce_email) == (
        "Vragen <vragen@example.org>",
        "terug@example.org",
    )


@pytest.mark.parametrize(("name", "value"), WRONG_VALUES)
def test_a_wrong_value_stops_the_start_and_names_the_setting(name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        read_environment({name: value})


def test_terms_are_read_by_the_name_of_their_rule() -> None:
    assert read_environment({"RETENTION_DAYS": " mail.text=14, search.question = 180 ,"}).retention_days == {
        "mail.text": 14,
        "search.question": 180,
    }


def test_every_setting_has_a_wrong_value_in_the_table() -> None:
    # Any text is a key; production asks for a long one, see LAPTOP_VALUES.
    assert {name for name, _ in WRONG_VALUES} == set(NAMES) - {"SECRET_KEY", "ELASTICSEARCH_API_KEY"}


def test_a_cluster_has_nodes_and_one_way_to_sign_in() -> None:
    given = {
        "SEARCH_ENGINE": "elastic",
        "ELASTICSEARCH_URL": "https://one.example.org:9200/, https://two.example.org:9200",
        "ELASTICSEARCH_API_KEY": "a key",
    }

    cluster = read_environment(given).search_cluster

    assert cluster.urls == ("https://one.example.org:9200", "https://two.example.org:9200")
    assert (cluster.api_key, cluster.prefix) == ("a key", "kennisplatform")
    with pytest.raises(ImproperlyConfigured, match="not both"):
        read_environment(given | {"ELASTICSEARCH_USER": "site", "ELASTICSEARCH_PASSWORD": "secret"})


# What an environment variable can hold.
VALUES = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
ADDRESSES = st.from_regex(r"[a-z+]{1,9}://?[ -~]{0,30}", fullmatch=True)


@given(name=st.sampled_from(NAMES), value=VALUES | ADDRESSES)
def test_any_text_is_used_or_refused_by_name(name: str, value: str) -> None:
    try:
        read_environment({name: value})
    except ImproperlyConfigured as error:
        assert name in str(error)


def test_a_refused_database_address_does_not_show_its_password() -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read_environment({"DATABASE_URL": "postgres://user:geheim@host:port/name"})

    assert "geheim" not in str(refusal.value)


def test_production_has_no_demo_and_mails_no_example() -> None:
    code = (
        "import config.settings.production as p; print(p.DEMO_ALLOWED, 'example.org' in p.MAIL_WITHHELD_DOMAINS,"
        " p.EMAIL_BACKEND, p.MAIL_ENVELOPE_SENDER)"
    )
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": "site", **PRODUCTION}
    printed = subprocess.run(
        [sys.executable, "-c", code], cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=True
    ).stdout

    assert printed == "False True common.mail.backend.OutboxBackend kennisplatform@example.org\n"


def test_production_starts_with_the_values_of_a_server() -> None:
    result = start_in_production()

    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize(("name", "value"), LAPTOP_VALUES)
def test_production_refuses_the_values_of_a_laptop(name: str, value: str) -> None:
    result = start_in_production(**{name: value})

    assert result.returncode == 1
    assert f"ImproperlyConfigured: {name} must " in result.stderr


def test_an_organisation_is_asked_with_pkce_and_not_believed_about_addresses() -> None:
    [organisation] = read_environment({"OIDC_PROVIDERS": json.dumps([ORGANISATION])}).oidc_providers

    assert (organisation.issuer, organisation.trust_email) == ("https://connect.example.org", False)
    assert organisation.as_app()["settings"] == {
        "server_url": "https://connect.example.org",
        "oauth_pkce_enabled": True,
        "trust_email": False,
    }


def test_a_wrong_organisation_does_not_show_its_secret() -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read_environment({"OIDC_PROVIDERS": json.dumps([ORGANISATION | {"id": "?"}])})

    assert "geheim" not in str(refusal.value)
