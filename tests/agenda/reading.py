"""Reading pages the way a visitor does, and counting what that asks of the database."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

BUDGET = 15
NOT_FOUND = "niet openbaar gevonden op 24 november 2026"


def queries(client: Client, address: str) -> int:
    """How many queries an address takes once Wagtail's table of addresses is cached."""
    client.get("/")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def text_of(client: Client, address: str) -> str:
    """The text of a page, tags and double spaces left out."""
    response = client.get(address)
    assert response.status_code == 200
    plain = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(plain.replace("&nbsp;", " ").replace("\u00a0", " ").split())
