"""The source for the front page of a pillar (`common.pages.IndexPage`): its own text, not what it lists."""

from common.components import CardItem
from common.html import plain_text
from common.pages import IndexPage
from search.contracts import SearchDocument
from search.pages import PageSource


def index_page_source(kind: str, label: str, model: type[IndexPage]) -> PageSource:
    """Make the front page of a pillar findable."""

    def document(page: IndexPage) -> SearchDocument:
        return SearchDocument(
            kind=kind,
            public_id=page.public_id,
            title=page.title,
            summary=page.intro,
            body=plain_text(page.body),
            published_on=page.last_published_at.date() if page.last_published_at else None,
        )

    def card(page: IndexPage) -> CardItem:
        return CardItem(kind="page", kind_label=label, title=page.title, url=page.get_url() or "", summary=page.intro)

    return PageSource(kind, label, model, document=document, card=card)
