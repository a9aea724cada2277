"""The sitemap of what is no page of the CMS."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from common.access import ANONYMOUS
from knowledge.models import Evaluation, UseCase


class PublicSitemap(Sitemap[Any]):
    """Addresses below SITE_URL, as pages have them: the host of a request is whatever somebody asked for."""

    def get_domain(self, site: Any = None) -> str:
        """The host of the site."""
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        """The scheme of the site."""
        return urlsplit(settings.SITE_URL).scheme


class RecordSitemap(PublicSitemap):
    """The public pages of evaluations or use cases."""

    def __init__(self, model: type[Evaluation] | type[UseCase]) -> None:
        self.model = model

    def items(self) -> Any:
        """What anybody may see."""
        return self.model.objects.visible_to(ANONYMOUS).order_by("pk")

    def lastmod(self, item: Any) -> dt.datetime | None:
        """When the text was last published."""
        published: dt.datetime | None = item.last_published_at
        return published


class OverviewSitemap(PublicSitemap):
    """The overviews of evaluations and of use cases."""

    def items(self) -> list[str]:
        """The names of their addresses."""
        return ["evaluations", "use_cases"]

    def location(self, item: str) -> str:
        """The address."""
        return reverse(item)


def library_sitemaps() -> Mapping[str, Sitemap[Any]]:
    """One part for the overviews, one for evaluations, one for use cases."""
    return {
        "overviews": OverviewSitemap(),
        "evaluations": RecordSitemap(Evaluation),
        "use_cases": RecordSitemap(UseCase),
    }
