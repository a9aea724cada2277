"""Who is at the other end now, for what is recorded during a request."""

import ipaddress
from contextvars import ContextVar

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from common.middleware import GetResponse

SERVER = "server"
UNKNOWN = "onbekend"
# What is kept of an address: a network of some hundreds of addresses, or of one organisation.
NETWORK_BITS = {4: 24, 6: 48}

_request: ContextVar[HttpRequest | None] = ContextVar("request of the activity log", default=None)


class ActivityMiddleware:
    """Lets services record who acts and from where without knowing of requests."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the request known to the log for as long as that takes."""
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)


def current_actor_id() -> int | None:
    """The account behind the request of this moment; None for a visitor, a command and background work."""
    request = _request.get()
    user = getattr(request, "user", None)
    return user.pk if user is not None and user.is_authenticated else None


def current_origin() -> str:
    """The network that the request of this moment came from; "server" for a command and background work."""
    request = _request.get()
    if request is None:
        return SERVER
    try:
        return network_of(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return UNKNOWN


def network_of(address: str) -> str:
    """The network around an address, which tells places apart and no persons. Raises ValueError for no address."""
    parsed = ipaddress.ip_address(address)
    mapped = getattr(parsed, "ipv4_mapped", None)
    parsed = mapped or parsed
    return str(ipaddress.ip_network((parsed, NETWORK_BITS[parsed.version]), strict=False))
