"""Which pages the browser walks: every page type, without a list that has to be kept."""

import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

from tests.services.network import fetch
from tests.services.site import Site


def read_sitemap(site: Site) -> list[str]:
    """The paths in the sitemap, in its order."""
    locations = re.findall(r"<loc>\s*(\S+?)\s*</loc>", fetch(site.address("/sitemap.xml")))
    return [urlsplit(location).path for location in locations]


def representatives(paths: Iterable[str]) -> list[str]:
    """Every page at the top, and the first and last of the pages that hang together under one other page.

    Pages under one page are of one type, or of few; the first and the last differ most.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        segments = path.strip("/").split("/")
        parent = "/".join(segments[:-1])
        groups[parent or path].append(path)
    chosen = [path for group in groups.values() for path in dict.fromkeys([group[0], group[-1]])]
    return sorted(chosen, key=lambda path: (path.count("/"), path))
