"""Keeping Wagtail's index of references true, so that links to what is gone are seen."""

from wagtail.models import Page, ReferenceIndex

CHUNK = 100


def refresh_references() -> int:
    """Read again what every published page refers to; return how many pages that were.

    When a document, an image or a page is deleted, Wagtail forgets who referred to it; the text still does.
    """
    count = 0
    for page in Page.objects.live().order_by("pk").specific().iterator(chunk_size=CHUNK):
        ReferenceIndex.create_or_update_for_object(page)
        count += 1
    return count
