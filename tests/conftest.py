"""Fixtures for every test. No test reaches another machine."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.mail import EmailMessage
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from tests.services import migrated
from tests.services.mailbox import Postbox
from tests.services.network import is_loopback
from tests.services.postgres import require_postgres
from tests.services.site import Site, demo_site

# How long an example takes, or takes to make, says more about the machine than about the code.
hypothesis_settings.register_profile("kennisplatform", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("kennisplatform")


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """True when Django migrates the database that it finds: a copy of an earlier run's, or what was asked for."""
    return migrated.can_copy() or bool(request.config.getoption("reuse_db"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest, django_db_modify_db_settings: None) -> None:
    """Start from the migrated database of an earlier run, if the migrations are the same."""
    if migrated.can_copy() and migrated.kept_database(request.config).exists():
        migrated.start_from(migrated.kept_database(request.config))


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Keep the migrated database for the next run, before a test writes to it."""
    if migrated.can_copy() and not migrated.kept_database(request.config).exists():
        with django_db_blocker.unblock():
            migrated.keep(migrated.kept_database(request.config))


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking up or connecting to anywhere but this machine is a failing test."""
    connect, getaddrinfo = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not is_loopback(address[0]):
            pytest.fail(f"A test tried to reach {address[0]}.")
        connect(self, address)

    def guarded_getaddrinfo(host: str | bytes | None, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name and not is_loopback(name):
            pytest.fail(f"A test tried to look up {name}.")
        return getaddrinfo(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes minutes, unless it was asked for."""
    if "endurance" in config.option.markexpr:
        return
    left_out = [item for item in items if item.get_closest_marker("endurance")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test about row locks runs on PostgreSQL, or says why it does not."""
    if item.get_closest_marker("postgres"):
        require_postgres()


@pytest.fixture
def mailoutbox(mailoutbox: list[EmailMessage]) -> Postbox:
    """What has arrived; the mail goes through the outbox and the worker, as in use."""
    return Postbox()


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, served by the real application server."""
    kept = migrated.kept_database(request.config)
    with demo_site(tmp_path_factory.mktemp("site"), migrated=kept) as running_site:
        yield running_site
