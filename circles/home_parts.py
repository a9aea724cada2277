"""What this app itself tells on the first page of a circle: agreements to accept, requests to decide, who is new."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from circles.enums import UNDECIDED
from circles.models import AgreementAcceptance, CircleMembership, JoinRequest
from circles.permissions import can_enter, can_facilitate
from circles.services.agreements import current_agreement
from common.access import Viewer
from common.my_page import SHOWN, MyItem, MySection


def open_actions(membership: CircleMembership, viewer: Viewer) -> MySection | None:
    """Agreements that changed, and for who leads what waits for a decision."""
    circle = membership.circle
    items = []
    agreement = current_agreement(circle)
    if not AgreementAcceptance.objects.filter(agreement=agreement, person=membership.person_id).exists():
        url = reverse("circles:agreements", args=[circle.public_id])
        items.append(MyItem(_("Lees de nieuwe kringafspraken"), url, _("en geef uw akkoord")))
    if can_facilitate(viewer, circle):
        number = JoinRequest.objects.filter(membership__circle=circle, state__in=UNDECIDED).count()
        if number:
            title = ngettext("%d aanvraag om mee te doen", "%d aanvragen om mee te doen", number) % number
            items.append(MyItem(title, reverse("circles:requests", args=[circle.public_id])))
    return MySection(_("Wat op u wacht"), items)


def new_people(membership: CircleMembership, viewer: Viewer) -> MySection | None:
    """Who came in since this member read up, the latest first."""
    if not can_enter(viewer, membership.circle):
        return None
    since = membership.last_visit or membership.joined_at
    newcomers = (
        CircleMembership.objects.filter(circle=membership.circle, joined_at__gt=since)
        .seated()
        .exclude(pk=membership.pk)
        .select_related("person")
        .order_by("-joined_at", "-pk")[:SHOWN]
    )
    url = reverse("circles:people", args=[membership.circle.public_id])
    items = [MyItem(row.person.get_full_name() or _("Naamloos"), url, _("doet nu mee")) for row in newcomers]
    return MySection(_("Nieuw sinds u bijlas"), items)
