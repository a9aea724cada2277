"""What every engine makes of the fields that it stored for a document: a hit with its words marked."""

import uuid
from bisect import bisect_right
from collections.abc import Callable, Mapping

from search.dutch.marking import find_runs
from search.engines.base import FilePlace, Hit
from search.engines.prepared import read_pages
from search.highlight import highlight, snippet


def build_hit(stored: Callable[[str], str], needles: Mapping[str, str]) -> Hit:
    """A hit from the stored fields, which `stored` gives by name; `needles` are those of `Understood`."""
    kind, _, public_id = stored("id").partition(":")
    runs = find_runs(stored("marking"), needles)
    pages = read_pages(stored("pages")) if runs else {}
    starts = list(pages)
    passage = snippet(stored("shown_text"), runs, starts) if runs else None
    page = bisect_right(starts, passage.start) if passage else 0
    return Hit(
        kind=kind,
        public_id=uuid.UUID(public_id),
        title=highlight(stored("shown_title"), runs),
        snippet=passage,
        place=FilePlace(*pages[starts[page - 1]]) if page else None,
    )
