"""Forms of meetings."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from circles.enums import CircleRole
from circles.meetings.moments import NoSuchTimeError, in_words, moment_at
from circles.models import Circle, CircleMembership, Meeting
from circles.models.circle import LINE_LENGTH, TITLE_LENGTH
from circles.models.meeting import AGENDA_LENGTH, MAX_CAPACITY, URL_LENGTH
from circles.models.reminder import REMINDER_LENGTH

DAY_FORMATS = ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d-%m-%y")
TIME_FORMATS = ("%H:%M", "%H.%M", "%H")
# Further ahead somebody mistyped the year.
MAX_AHEAD = dt.timedelta(days=3 * 366)


def day_field(label: Any) -> forms.DateField:
    """A day as people write it, in a text field: what cannot be read is kept to be corrected."""
    return forms.DateField(
        label=label,
        input_formats=DAY_FORMATS,
        help_text=gettext_lazy("Bijvoorbeeld 24-11-2026."),
        widget=forms.DateInput(format="%d-%m-%Y", attrs={"autocomplete": "off", "inputmode": "text"}),
        error_messages={
            "required": gettext_lazy("Vul een datum in."),
            "invalid": gettext_lazy("Deze datum bestaat niet. Schrijf hem zo: 24-11-2026."),
        },
    )


def time_field(label: Any) -> forms.TimeField:
    """A time of day as people write it."""
    return forms.TimeField(
        label=label,
        input_formats=TIME_FORMATS,
        help_text=gettext_lazy("Bijvoorbeeld 14.00."),
        widget=forms.TimeInput(format="%H.%M", attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Vul een tijd in."),
            "invalid": gettext_lazy("Deze tijd bestaat niet. Schrijf hem zo: 14.00."),
        },
    )


class CircleForm(forms.Form):
    """A form about something in a circle."""

    def __init__(self, *args: Any, circle: Circle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.circle = circle


class WhenForm(CircleForm):
    """When a meeting is. Another meeting of the circle at that time is a warning, which has to be ticked.

    After `is_valid` the moments are in `starts_at` and `ends_at` of the cleaned data.
    """

    day = day_field(gettext_lazy("Datum"))
    begin = time_field(gettext_lazy("Begint om"))
    end = time_field(gettext_lazy("Eindigt om"))
    overlap = forms.BooleanField(label=gettext_lazy("Plan toch op dit moment"), required=False)

    def __init__(self, *args: Any, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        if not self.is_bound:
            self.fields.pop("overlap")

    def clean(self) -> dict[str, Any]:
        """Turn the day and the times into moments, and look for another meeting then."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["starts_at"] = self._moment("begin", cleaned)
        cleaned["ends_at"] = self._moment("end", cleaned)
        if cleaned["starts_at"] and cleaned["ends_at"] and not self.errors:
            self._check_order(cleaned)
        if self.errors or not self._warn_of_overlap(cleaned):
            self.fields.pop("overlap")
        return cleaned

    def _moment(self, name: str, cleaned: dict[str, Any]) -> dt.datetime | None:
        day, time = cleaned.get("day"), cleaned.get(name)
        if day is None or time is None:
            return None
        try:
            return moment_at(day, time)
        except NoSuchTimeError as error:
            self.add_error(name, str(error))
            return None

    def _check_order(self, cleaned: dict[str, Any]) -> None:
        now = timezone.now()
        if cleaned["ends_at"] <= cleaned["starts_at"]:
            self.add_error("end", _("De bijeenkomst eindigt voordat zij begint. Kies een latere eindtijd."))
        elif cleaned["starts_at"] <= now:
            self.add_error("day", _("Dit moment is al geweest. Kies een moment in de toekomst."))
        elif cleaned["starts_at"] > now + MAX_AHEAD:
            self.add_error("day", _("Dit is meer dan drie jaar vooruit. Klopt het jaar?"))

    def _warn_of_overlap(self, cleaned: dict[str, Any]) -> bool:
        """True when there is a meeting at that time; unless that was ticked it is an error."""
        others = self.circle.meetings.overlapping(cleaned["starts_at"], cleaned["ends_at"])
        if self.meeting is not None:
            others = others.exclude(pk=self.meeting.pk)
        other = others.order_by("starts_at").first()
        if other is None:
            return False
        if not cleaned.get("overlap"):
            self.add_error(
                "overlap",
                _("Deze kring heeft dan al een bijeenkomst: %(title)s, %(when)s.")
                % {"title": other.title, "when": in_words(other.starts_at, other.ends_at)},
            )
        return True


class DetailsForm(CircleForm):
    """Everything about a meeting but when it is."""

    title = forms.CharField(
        label=gettext_lazy("Titel"),
        max_length=TITLE_LENGTH,
        error_messages={"required": gettext_lazy("Geef de bijeenkomst een titel.")},
    )
    place = forms.CharField(
        label=gettext_lazy("Plaats"),
        max_length=LINE_LENGTH,
        required=False,
        help_text=gettext_lazy("Een adres of een zaal. Alleen deelnemers zien dit."),
    )
    video_url = forms.URLField(
        label=gettext_lazy("Videolink"),
        max_length=URL_LENGTH,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Alleen deelnemers zien dit."),
        error_messages={"invalid": gettext_lazy("Dit is geen webadres. Neem het over zoals het in uw browser staat.")},
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    agenda = forms.CharField(
        label=gettext_lazy("Agenda"),
        max_length=AGENDA_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Wat u gaat doen, en hoe lang. U kunt dit later aanvullen."),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Aantal plaatsen"),
        min_value=1,
        max_value=MAX_CAPACITY,
        required=False,
        help_text=gettext_lazy("Laat leeg als iedereen erbij past."),
        widget=forms.NumberInput(attrs={"min": 1, "max": MAX_CAPACITY}),
    )
    guests = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Gasten"),
        queryset=CircleMembership.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Deelnemers worden altijd uitgenodigd. Een gast ziet alleen bijeenkomsten die u hier kiest."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        guests = self.circle.memberships.active().filter(role=CircleRole.GUEST).select_related("person")
        field: Any = self.fields["guests"]
        field.queryset = guests
        field.label_from_instance = lambda membership: membership.person.get_full_name()
        if not guests:
            self.fields.pop("guests")

    def clean(self) -> dict[str, Any]:
        """A meeting is somewhere. Raises ValidationError without a place and a link."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("place") and not cleaned.get("video_url"):
            self.add_error("place", _("Vul een plaats in, of een videolink."))
        return cleaned


class MeetingForm(DetailsForm, WhenForm):
    """A new meeting."""

    field_order = ("title", "day", "begin", "end", "overlap", "place", "video_url", "agenda", "capacity", "guests")

    @property
    def fields_of_meeting(self) -> dict[str, Any]:
        """What `plan_meeting` takes."""
        without = {"day", "begin", "end", "overlap"}
        return {name: value for name, value in self.cleaned_data.items() if name not in without}


class ReminderForm(forms.Form):
    """What a facilitator adds to the reminder."""

    text = forms.CharField(
        label=gettext_lazy("Uw tekst"),
        max_length=REMINDER_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Wanneer, waar en de link staan er al in. Laat leeg als u niets toevoegt."),
    )


class CancelForm(forms.Form):
    """Why a meeting is called off."""

    reason = forms.CharField(
        label=gettext_lazy("Reden"),
        max_length=LINE_LENGTH,
        required=False,
        help_text=gettext_lazy("Dit staat in de mail aan iedereen die was uitgenodigd."),
    )


def when_of(meeting: Meeting) -> dict[str, Any]:
    """What `WhenForm` shows at first for a meeting that has a time."""
    begins, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    return {"day": begins.date(), "begin": begins.time(), "end": ends.time()}
