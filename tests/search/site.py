"""A small site for tests of search: a branch of pages of text, found through the sources that the apps registered."""

import json

from django.test import Client
from django.utils.html import strip_tags
from wagtail.models import Page, Site

from agenda.models import ContentPage


def add_page(parent: Page, title: str, **fields) -> ContentPage:
    """Publish a page of text the way an editor does."""
    page = ContentPage(title=title, intro=f"Wat er staat over {title}.", live=False, **fields)
    parent.refresh_from_db()
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def home() -> Page:
    return Site.objects.get(is_default_site=True).root_page


class Trace:
    """Everything that a visitor can learn from search about one word."""

    def __init__(self, client: Client, text: str) -> None:
        response = client.get("/zoeken/", {"q": text})
        assert response.status_code == 200
        self.html = response.content.decode()
        found = response.context["list"]
        self.notices = found.notices
        self.titles = sorted(strip_tags(card.title) for card in found.cards)
        self.total = found.pager.total
        self.counts = {
            f"{group.name}:{option.value}": option.count for group in found.groups for option in group.options
        }
        self.counts |= {f"soort:{tab.value}": tab.count for tab in found.tabs if tab.value}
        suggested = json.loads(client.get("/zoeken/suggesties/", {"q": text}).content)
        self.suggestions = sorted(suggestion["title"] for suggestion in suggested["suggestions"])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Trace) and vars(self) | {"html": ""} == vars(other) | {"html": ""}

    def __repr__(self) -> str:
        return f"Trace({vars(self) | {'html': '…'}})"
