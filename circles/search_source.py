"""Circles that can be found in the search index: what anybody may know of them, and nothing of what happens inside."""

from typing import Any

from django.db.models import Prefetch

from circles.card import card_of
from circles.models import Circle, CirclePage
from circles.querysets import CircleQuerySet
from common.components import CardItem
from common.html import plain_text
from knowledge.list_selectors import notations, themes
from search.contracts import SearchDocument
from search.pages import PageSource


def circle_source() -> PageSource:
    """The search source of circles."""
    return PageSource(
        "circle",
        "Leerkringen",
        CirclePage,
        document=_document,
        card=_card,
        for_documents=_with_circle,
        for_cards=_with_circle,
    )


def _document(page: CirclePage) -> SearchDocument:
    circle = page.circle
    concepts = list(circle.themes.all())
    return SearchDocument(
        kind="circle",
        public_id=page.public_id,
        title=circle.title,
        summary=circle.question,
        body=f"{circle.purpose} {plain_text(page.body)}".strip(),
        keywords=("Leerkring", *(word for concept in concepts for word in concept.words)),
        facets={"thema": notations(concepts)},
        published_on=page.first_published_at.date() if page.first_published_at else None,
    )


def _card(page: CirclePage) -> CardItem:
    return card_of(page.circle, page.get_url() or "")


def _with_circle(pages: Any) -> Any:
    circles: CircleQuerySet = Circle.objects.with_places()
    labelled = circles.prefetch_related(Prefetch("themes", queryset=themes().select_related("parent")))
    return pages.prefetch_related(Prefetch("circle", queryset=labelled))
