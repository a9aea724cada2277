"""What /mijn/ tells of a profile, and of the questions of others."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.people.models import Affiliation
from accounts.people.permissions import can_decide_affiliations
from accounts.people.selectors import workplace_of
from common.access import Viewer
from common.my_page import MyItem, MySection


def profile_state(user: User, viewer: Viewer) -> MySection | None:
    """What a profile lacks, or waits for."""
    items = []
    if not user.get_full_name():
        items.append(MyItem(_("Vul uw naam in"), reverse("my_name"), _("zodat anderen weten wie u bent")))
    place = workplace_of(user)
    if place.asked:
        note = _("een beheerder moet dit nog bevestigen")
        items.append(MyItem(str(place.asked.organisation), reverse("my_profile"), note))
    elif place.organisation is None:
        items.append(MyItem(_("Vertel waar u werkt"), reverse("my_organisation")))
    return MySection(_("Uw profiel"), items)


def questions_of_others(user: User, viewer: Viewer) -> MySection | None:
    """For a beheerder: how many people wait for a decision on where they work."""
    if not can_decide_affiliations(viewer):
        return None
    number = Affiliation.objects.waiting().count()
    title = ngettext("%d aanvraag van een organisatie", "%d aanvragen van een organisatie", number) % number
    items = [MyItem(title, reverse("affiliations"), _("beslis of iemand daar werkt"))] if number else []
    return MySection(_("Vragen van anderen"), items)
