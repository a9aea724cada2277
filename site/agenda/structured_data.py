"""What machines read of a page: schema.org in JSON-LD."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from common.components import Link

_UNSAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def json_ld(*things: Mapping[str, Any]) -> SafeString:
    """Write things as one JSON-LD graph that cannot end the element it stands in."""
    text = json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False)
    return mark_safe(text.translate(_UNSAFE))  # noqa: S308


def website(name: str, description: str) -> dict[str, Any]:
    """The site as a whole, and how to search it."""
    return {
        "@type": "WebSite",
        "name": name,
        "description": description,
        "url": f"{settings.SITE_URL}/",
        "inLanguage": "nl",
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{settings.SITE_URL}/zoeken/?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        },
    }


def creative_work(record: Any, *, url: str, description: str, **extra: Any) -> dict[str, Any]:
    """A page or document of the Agenda, with the identifier that never changes."""
    work = {
        "@type": "CreativeWork",
        "name": record.title,
        "description": description,
        "url": settings.SITE_URL + url,
        "identifier": f"{settings.SITE_URL}/id/{record.public_id}",
        "inLanguage": "nl",
    }
    if record.last_published_at:
        work["dateModified"] = record.last_published_at.isoformat()
    return work | extra


def breadcrumb_list(links: Iterable[Link]) -> dict[str, Any]:
    """The pages above a page."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": link.title, "item": settings.SITE_URL + link.url}
            for position, link in enumerate(links, start=1)
        ],
    }
