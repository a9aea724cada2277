"""What facilitators do with a meeting."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from circles.errors import CircleStateError
from circles.meetings import services
from circles.meetings.forms import CancelForm, DetailsForm, MeetingForm, ReminderForm, WhenForm, when_of
from circles.meetings.moments import day_in_words, in_words
from circles.meetings.services.reminders import BEFORE
from circles.meetings.views.access import actor_of, led_circle, led_meeting, way_to
from circles.models import Circle, Meeting, MeetingReminder

READ_AND_WRITE = ["GET", "HEAD", "POST"]
DETAILS = ("title", "place", "video_url", "agenda", "capacity")


@require_http_methods(READ_AND_WRITE)
@login_required
@never_cache
def plan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Plan a meeting."""
    circle = led_circle(request, public_id)
    form = MeetingForm(_data(request), circle=circle)
    if form.is_valid():
        try:
            meeting = services.plan_meeting(circle=circle, actor=actor_of(request), **form.fields_of_meeting)
        except CircleStateError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("De bijeenkomst is gepland. Iedereen krijgt een uitnodiging per mail."))
            return redirect(meeting)
    return _render(request, circle, None, form, _("Bijeenkomst plannen"), _("Plan de bijeenkomst"))


@require_http_methods(READ_AND_WRITE)
@login_required
@never_cache
def change(request: HttpRequest, public_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Change anything but the time."""
    meeting = led_meeting(request, public_id, meeting_id)
    initial = {name: getattr(meeting, name) for name in DETAILS} | {"guests": meeting.guests.all()}
    form = DetailsForm(_data(request), initial=initial, circle=meeting.circle)
    return _change(
        request,
        meeting,
        form,
        lambda: services.change_meeting(meeting=meeting, actor=actor_of(request), **form.cleaned_data),
        title=_("Bijeenkomst wijzigen"),
        button=_("Bewaar de bijeenkomst"),
        lead=_("Verandert de titel, de plaats of de videolink, dan krijgt iedereen een mail."),
        done=_("De bijeenkomst is gewijzigd."),
    )


@require_http_methods(READ_AND_WRITE)
@login_required
@never_cache
def move(request: HttpRequest, public_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Give it another time."""
    meeting = led_meeting(request, public_id, meeting_id)
    form = WhenForm(_data(request), initial=when_of(meeting), circle=meeting.circle, meeting=meeting)
    return _change(
        request,
        meeting,
        form,
        lambda: services.move_meeting(
            meeting=meeting,
            actor=actor_of(request),
            starts_at=form.cleaned_data["starts_at"],
            ends_at=form.cleaned_data["ends_at"],
        ),
        title=_("Bijeenkomst verplaatsen"),
        button=_("Verplaats de bijeenkomst"),
        lead=_(
            "Nu is dit: %(when)s. Iedereen die is uitgenodigd, krijgt een mail met de nieuwe tijd. Wie al heeft "
            "geantwoord, wordt opnieuw gevraagd."
        )
        % {"when": in_words(meeting.starts_at, meeting.ends_at)},
        done=_("De bijeenkomst is verplaatst."),
    )


@require_http_methods(READ_AND_WRITE)
@login_required
@never_cache
def cancel(request: HttpRequest, public_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Call it off."""
    meeting = led_meeting(request, public_id, meeting_id)
    form = CancelForm(_data(request))
    return _change(
        request,
        meeting,
        form,
        lambda: services.cancel_meeting(meeting=meeting, actor=actor_of(request), **form.cleaned_data),
        title=_("Bijeenkomst annuleren"),
        button=_("Annuleer de bijeenkomst"),
        lead=_(
            "De bijeenkomst van %(when)s gaat dan niet door. Iedereen die is uitgenodigd, krijgt een mail, en de "
            "bijeenkomst verdwijnt uit de agenda's. U kunt dit niet terugdraaien."
        )
        % {"when": in_words(meeting.starts_at, meeting.ends_at)},
        done=_("De bijeenkomst gaat niet door."),
        variant="danger",
    )


@require_http_methods(READ_AND_WRITE)
@login_required
@never_cache
def remind(request: HttpRequest, public_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Add something to the reminder before it leaves."""
    meeting = led_meeting(request, public_id, meeting_id)
    reminder = MeetingReminder.objects.filter(meeting=meeting).first()
    form = ReminderForm(_data(request), initial={"text": reminder.text if reminder else ""})
    return _change(
        request,
        meeting,
        form,
        lambda: services.write_reminder(meeting=meeting, actor=actor_of(request), **form.cleaned_data),
        title=_("Herinnering schrijven"),
        button=_("Bewaar de herinnering"),
        lead=_(
            "De herinnering gaat vanzelf weg op %(day)s, en niet zolang een eerdere bijeenkomst nog moet komen. Wie "
            "heeft gezegd niet te komen, krijgt haar niet."
        )
        % {"day": day_in_words(meeting.starts_at - BEFORE)},
        done=_("De tekst van de herinnering is bewaard."),
    )


OUTCOMES: dict[str, tuple[Callable[..., Meeting], str | Promise]] = {
    "wel": (services.mark_held, gettext_lazy("Genoteerd: de bijeenkomst is doorgegaan.")),
    "niet": (services.mark_did_not_happen, gettext_lazy("Genoteerd: de bijeenkomst is niet doorgegaan.")),
}


@require_POST
@login_required
def conclude(request: HttpRequest, public_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Say whether it took place."""
    meeting = led_meeting(request, public_id, meeting_id)
    verb, done = OUTCOMES.get(request.POST.get("uitkomst", ""), (None, ""))
    if verb is None:
        messages.error(request, _("Kies of de bijeenkomst is doorgegaan."))
        return redirect(meeting)
    try:
        verb(meeting=meeting, actor=actor_of(request))
    except CircleStateError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(done))
    return redirect(meeting)


def _change(
    request: HttpRequest,
    meeting: Meeting,
    form: Any,
    verb: Callable[[], object],
    *,
    title: str,
    button: str,
    lead: str,
    done: str,
    variant: str = "primary",
) -> HttpResponse:
    """A form that does something with a meeting, and leads back to it. What cannot be done is told."""
    if not meeting.can_change:
        messages.error(request, _("Deze bijeenkomst is al begonnen of gaat niet door. U kunt haar niet meer wijzigen."))
        return redirect(meeting)
    if form.is_valid():
        try:
            verb()
        except CircleStateError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect(meeting)
    return _render(request, meeting.circle, meeting, form, title, button, lead=lead, variant=variant)


def _render(
    request: HttpRequest,
    circle: Circle,
    meeting: Meeting | None,
    form: Any,
    title: str,
    button: str,
    *,
    lead: str = "",
    variant: str = "primary",
) -> HttpResponse:
    back = meeting.get_absolute_url() if meeting else reverse("meetings:list", args=[circle.public_id])
    context = {
        "form": form,
        "title": title,
        "button": button,
        "variant": variant,
        "lead": lead,
        "back": back,
        "breadcrumb": way_to(circle, meeting),
    }
    return render(request, "circles/meetings/form.html", context)


def _data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
