"""How content that comes with the project reaches the page tree: the way an editor would, and never twice."""

from typing import TypeVar

from wagtail.models import Page

PageType = TypeVar("PageType", bound=Page)


def add_page_once(parent: Page, page: PageType) -> tuple[PageType, bool]:
    """Publish `page` below `parent`, unless a page of its type with its slug is there; return it and whether it is new.

    A page that exists is left as it is: an editor may have changed it. Raises ValidationError when the content does
    not satisfy the page type.
    """
    existing = type(page).objects.child_of(parent).filter(slug=page.slug).first()
    if existing is not None:
        return existing, False
    return publish(page, below=parent), True


def publish(page: PageType, *, below: Page | None = None) -> PageType:
    """Publish a page as the CMS does, a new one `below` its parent.

    Raises ValidationError when the content does not satisfy the page type.
    """
    if below is not None:
        # The parent may have been read before its other children were made.
        below.refresh_from_db()
        below.add_child(instance=page)
    page.full_clean()
    page.save_revision().publish()
    page.refresh_from_db()
    return page
