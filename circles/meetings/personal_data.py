"""What meetings hold about people."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from common.privacy.contracts import Basis, Delete, Keep, PersonalData, Processing, by_account
from common.privacy.registry import declare, register_processing

MEETINGS = "circles.meetings"


def declare_all() -> None:
    """Say what every table of meetings holds. From `ready()` only."""
    register_processing(
        Processing(
            MEETINGS,
            _("Bijeenkomsten van leerkringen"),
            _("Bijeenkomsten voorbereiden: mensen uitnodigen, en weten wie er komt."),
            Basis.TASK,
            subjects=_("deelnemers, begeleiders en gasten van leerkringen"),
            seen_by=_("deelnemers van dezelfde leerkring; een gast ziet geen namen van anderen"),
        )
    )
    of_member = partial(
        PersonalData,
        processing=MEETINGS,
        found=by_account("membership__person"),
        erasure=Delete(),
        kept=_("zolang de leerkring bestaat"),
    )
    declare(
        PersonalData(
            "circles.Meeting",
            MEETINGS,
            holds=_("wie een bijeenkomst plande"),
            found=by_account("created_by"),
            erasure=Keep(_("De bijeenkomst blijft bestaan voor de anderen.")),
            kept=_("zolang de leerkring bestaat"),
            fields=("created_by",),
            plain=("title", "place", "video_url", "agenda", "cancel_reason"),
        ),
        PersonalData(
            "circles.MeetingReminder",
            MEETINGS,
            holds=_("wie de tekst van een herinnering schreef"),
            found=by_account("written_by"),
            erasure=Keep(_("De bijeenkomst blijft bestaan voor de anderen.")),
            kept=_("zolang de leerkring bestaat"),
            fields=("written_by",),
            plain=("text",),
        ),
        of_member("circles.MeetingResponse", holds=_("of iemand naar een bijeenkomst komt")),
        of_member("circles.MeetingInvite", holds=_("dat iemand een uitnodiging voor een bijeenkomst kreeg")),
    )
