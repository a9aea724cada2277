"""The sitemap of what is no page of the CMS."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from common.access import ANONYMOUS
from knowledge.models import Evaluation, UseCase


class RecordSitemap(Sitemap[Any]):
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


class OverviewSitemap(Sitemap[str]):
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
