"""The guard that keeps the tests on this machine does its work."""

import socket

import pytest

from tests.services.network import is_loopback, stays_here


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.53", "::1"])
def test_loopback_is_recognised(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["example.org", "10.0.0.1", "192.0.2.7", "", "127.0.0.1.example.org"])
def test_other_machines_are_recognised(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("address", "stays"),
    [
        ("http://127.0.0.1:8000/", True),
        ("data:image/png;base64,AAAA", True),
        ("blob:http://127.0.0.1:8000/1", True),
        ("https://www.example.org/", False),
        ("wss://example.org/socket", False),
        ("//cdn.example.org/script.js", False),
    ],
)
def test_requests_that_leave_the_machine_are_recognised(address: str, stays: bool) -> None:
    assert stays_here(address) is stays


def test_a_connection_to_another_machine_fails_the_test() -> None:
    # 192.0.2.0/24 is reserved for documentation.
    with socket.socket() as probe, pytest.raises(pytest.fail.Exception, match=r"tried to reach 192\.0\.2\.7"):
        probe.connect(("192.0.2.7", 80))


def test_looking_up_another_machine_fails_the_test() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"tried to look up www\.example\.org"):
        socket.create_connection(("www.example.org", 80), timeout=1)
