"""Counting which answers helped, and writing the counts after the answer went out."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from search.asked.counting import counter

# Pages that every page leads to, so that opening one says nothing about an answer.
_NO_RESULTS = ("/zoeken/", "/mijn/", "/account/", "/beheer/")


class OpenedResultsMiddleware:
    """Counts a page that was opened from the results of a question."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer first, then count."""
        response = self.get_response(request)
        is_page = request.method == "GET" and response.status_code == 200 and "Referer" in request.headers
        if is_page and request.path != "/" and not request.path.startswith(_NO_RESULTS):
            counter.opened(request)
        return response
