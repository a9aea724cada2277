"""What the home page shows of the rest of the site: live figures at the entrances, and what is new."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext
from wagtail.blocks import StreamValue
from wagtail.models import Page

from agenda.dates import written_date
from agenda.enums import Entrance
from common.access import Viewer
from common.chain import LABELS, Step
from common.components import CardItem, ThreadNode
from common.pages import BasePage, IndexPage, ListedPageQuerySet

LATEST = 5
_KIND_LABELS = {
    Entrance.METHOD: gettext_lazy("Methoden"),
    Entrance.CIRCLE: gettext_lazy("Leerkringen"),
    Entrance.CONFERENCE: gettext_lazy("Conferentie"),
    Entrance.AGENDA: gettext_lazy("Agenda"),
}
# One busy app does not push the others out of sight.
LATEST_PER_APP = 3


def entrances(home: Page, blocks: StreamValue, nodes: Sequence[ThreadNode], viewer: Viewer) -> tuple[CardItem, ...]:
    """The entrances of the home page, each with a figure of what is behind it now."""
    figures = _figures({node.step: node.count or 0 for node in nodes})
    figures[Entrance.CONFERENCE] = _conference_figure(home, blocks, viewer)
    return tuple(
        CardItem(
            kind=block.value["visitor"],
            kind_label=str(_KIND_LABELS[block.value["visitor"]]),
            title=block.value["title"],
            url=block.value["address"],
            summary=block.value["text"],
            meta=(figures[block.value["visitor"]],),
        )
        for block in blocks
    )


def _figures(counts: Mapping[str, int]) -> dict[str, str]:
    methods, circles = counts.get(Step.METHOD, 0), counts.get(Step.CIRCLE, 0)
    goals, activities = counts.get(Step.GOAL, 0), counts.get(Step.ACTIVITY, 0)
    return {
        Entrance.METHOD: _counted(methods, ngettext("%(count)d methode", "%(count)d methoden", methods)),
        Entrance.CIRCLE: _counted(circles, ngettext("%(count)d leerkring", "%(count)d leerkringen", circles)),
        Entrance.AGENDA: ", ".join(
            (
                _counted(goals, ngettext("%(count)d doel", "%(count)d doelen", goals)),
                _counted(activities, ngettext("%(count)d activiteit", "%(count)d activiteiten", activities)),
            )
        ),
    }


def _conference_figure(home: Page, blocks: StreamValue, viewer: Viewer) -> str:
    """How many editions of the conference have a page: they stand below the address of the entrance."""
    addresses = [block.value["address"] for block in blocks if block.value["visitor"] == Entrance.CONFERENCE]
    if not addresses:
        return ""
    below = f"{home.url_path}{addresses[0].strip('/')}/"
    editions = (
        ListedPageQuerySet(Page).visible_to(viewer).filter(url_path__startswith=below, depth=home.depth + 2).count()
    )
    return _counted(editions, ngettext("%(count)d editie", "%(count)d edities", editions))


def _counted(count: int, text: str) -> str:
    return text % {"count": count} if count else gettext("nog geen %(what)s") % {"what": text.split(" ", 1)[1]}


def latest_pages(viewer: Viewer, request: HttpRequest) -> tuple[CardItem, ...]:
    """The pages that were published or changed last, across all types, in one query."""
    models = list(_listed_models())
    types = ContentType.objects.get_for_models(*models).values()
    rank = Window(
        RowNumber(),
        partition_by=F("content_type__app_label"),
        order_by=(F("last_published_at").desc(), F("pk").desc()),
    )
    pages = (
        ListedPageQuerySet(Page)
        .visible_to(viewer)
        .filter(content_type__in=types, last_published_at__isnull=False)
        .annotate(rank=rank, is_example=_is_example(models))
        .filter(rank__lte=LATEST_PER_APP)
        .order_by("-last_published_at", "-pk")[:LATEST]
    )
    return tuple(_card(page, request) for page in pages)


def _listed_models() -> Iterator[type[BasePage]]:
    """Page types with content of their own: not the home page, not the front pages of the pillars."""
    for model in apps.get_models():
        if issubclass(model, BasePage) and not issubclass(model, IndexPage) and _kind_label(model):
            yield model


def _kind_label(model: type[BasePage]) -> str:
    """The word for a page type: its own, or that of its step in the chain."""
    own = getattr(model, "kind_label", "")
    return str(own) if own else str(LABELS[model.chain_step][0]) if model.chain_step else ""


def _is_example(models: Sequence[type[BasePage]]) -> Q:
    """True for a page that says of itself that it is an example."""
    found = Q(pk__in=[])
    for model in models:
        if any(field.name == "is_example" for field in model._meta.get_fields()):
            examples: Any = model.objects
            found |= Q(Exists(examples.filter(pk=OuterRef("pk"), is_example=True)))
    return found


def _card(page: Page, request: HttpRequest) -> CardItem:
    model = page.specific_class
    return CardItem(
        kind=getattr(model, "card_kind", model.chain_step),
        kind_label=_kind_label(model),
        title=page.title,
        url=page.get_url(request),
        summary="",
        meta=(_published(page),),
        example=page.is_example,
    )


def _published(page: Page) -> str:
    date = written_date(timezone.localdate(page.last_published_at))
    if page.first_published_at == page.last_published_at:
        return gettext("nieuw op %(date)s") % {"date": date}
    return gettext("bijgewerkt op %(date)s") % {"date": date}
