"""What meetings register elsewhere; called from the `ready()` of the app."""

from django.utils.translation import gettext_lazy as _

from circles.meetings import activity, calendars, my_meetings, personal_data, tasks
from circles.meetings.services import invitations, reminders
from circles.permissions import can_visit
from circles.workspace import RoomTab, register_part, register_tab
from common import jobs
from common.activity.verbs import register_verbs
from common.calendars.registry import register_calendar
from common.mail.placeholders import Placeholder
from common.mail.purposes import Purpose, register_purpose
from common.my_page import register_section

TITLE = Placeholder("titel", _("de titel van de bijeenkomst"), "Eerste bijeenkomst")
CIRCLE = Placeholder("leerkring", _("de naam van de leerkring"), "Jongeren bereiken")
MOMENT = Placeholder(
    "moment", _("wanneer de bijeenkomst is"), "dinsdag 24 november 2026, 14.00 tot 16.00 uur", is_required=True
)
PLACE = Placeholder("plaats", _("waar de bijeenkomst is"), "Stadhuis, kamer 2")
LINK = Placeholder("link", _("de pagina van de bijeenkomst"), "https://example.org/kring/")
ANSWER = Placeholder(
    "antwoordlink", _("waar iemand antwoordt zonder in te loggen"), "https://example.org/antwoord/", is_required=True
)
REASON = Placeholder("reden", _("waarom de bijeenkomst niet doorgaat"), "De begeleider is ziek.")

TEXT = Placeholder("tekst", _("wat de begeleider erbij schreef"), "Neem uw casus mee.")


def register() -> None:
    """Verbs of the log, mails, the calendar of people, the work of the worker, and a place in the room of a circle."""
    register_verbs(activity.VERBS)
    personal_data.declare_all()
    for name, label, template, placeholders in (
        (
            invitations.INVITED,
            _("Uitnodiging voor een bijeenkomst"),
            "invited",
            (TITLE, CIRCLE, MOMENT, PLACE, LINK, ANSWER),
        ),
        (
            invitations.CHANGED,
            _("Wijziging van een bijeenkomst"),
            "changed",
            (TITLE, CIRCLE, MOMENT, PLACE, LINK, ANSWER),
        ),
        (invitations.CANCELLED, _("Afzegging van een bijeenkomst"), "cancelled", (TITLE, CIRCLE, MOMENT, REASON)),
        (invitations.WITHDRAWN, _("Bijeenkomst uit uw agenda"), "withdrawn", (TITLE, CIRCLE, MOMENT)),
    ):
        register_purpose(Purpose(name, label, f"circles/meetings/email/{template}", placeholders=placeholders))
    register_purpose(
        Purpose(
            reminders.REMINDER,
            _("Herinnering aan een bijeenkomst"),
            "circles/meetings/email/reminder",
            can_stop=True,
            placeholders=(TITLE, CIRCLE, MOMENT, PLACE, LINK, ANSWER, TEXT),
        )
    )
    register_calendar("circles.meetings", _("Bijeenkomsten van mijn leerkringen"), calendars.meetings_of)
    jobs.register_job("invitations to meetings", tasks.look_after_invitations, tasks.has_invitations_to_send)
    jobs.register_job("reminders of meetings", tasks.remind, tasks.has_reminders_to_send)
    register_section(3, my_meetings.next_meetings)
    register_tab(20, RoomTab(_("Bijeenkomsten"), "meetings:list", can_visit))
    register_part(5, my_meetings.next_meeting)
