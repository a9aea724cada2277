"""Telling people from programs, as far as programs say what they are."""

import re

from django.http import HttpRequest

_BOT = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|monitor|headless|curl|wget|python|httpx|java/|^$", re.IGNORECASE
)


def is_person(request: HttpRequest) -> bool:
    """False for a program that says so, and for a page that a browser fetches in case somebody opens it."""
    is_guess = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    return not is_guess and not _BOT.search(request.headers.get("User-Agent", ""))
