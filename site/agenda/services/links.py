"""Ties the activities to what other apps have loaded: methods, learning circles, the conference."""

from typing import Any

from django.db import transaction
from wagtail.models import Page

from agenda.models import ActivityMethod, ActivityPage, ActivityPlace, HomePage
from agenda.services.content import EDITIONS
from agenda.services.loading import Values, identifier_of, read_content
from knowledge.selectors import methods_by_slug


@transaction.atomic
def link_methods() -> None:
    """Link the activities of the content files to the methods and pages that they lead to.

    Run it when the other apps have loaded theirs. An activity that was changed since it was loaded is left alone,
    and so is one of which nothing to link to exists.
    """
    for edition in EDITIONS:
        for values in read_content(f"{edition}/links"):
            activity = ActivityPage.objects.filter(public_id=identifier_of(values["activity"])).first()
            if activity is not None and activity.revisions.count() == 1:
                _link(activity, values)


def _link(activity: ActivityPage, values: Values) -> None:
    methods = methods_by_slug(values["methods"])
    places = Page.objects.child_of(HomePage.objects.get()).filter(slug__in=values["places"])
    if not methods and not places:
        return
    rows: Any = activity
    rows.method_links = [ActivityMethod(method_id=methods[slug]) for slug in values["methods"] if slug in methods]
    rows.place_links = [ActivityPlace(page=page) for page in places]
    activity.save_revision().publish()
