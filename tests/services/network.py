"""Loopback addresses: what is one, and which port is free."""

import ipaddress
import socket
import urllib.request
from collections.abc import Mapping
from urllib.parse import urlsplit

# A proxy of the machine is no way to a server on the machine itself.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def is_loopback(host: str) -> bool:
    """True for this machine by name or by number."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def stays_here(address: str) -> bool:
    """True when fetching `address` sends nothing over a network: a loopback host, or data inside the address."""
    parts = urlsplit(address)
    return parts.scheme in {"data", "blob", "about"} or is_loopback(parts.hostname or "")


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(address: str, headers: Mapping[str, str] | None = None) -> str:
    """The text behind an address of this machine.

    Raises OSError when nobody answers, or the answer is an error.
    """
    request = urllib.request.Request(address, headers=dict(headers or {}))
    with _opener.open(request, timeout=10) as response:
        return str(response.read().decode())
