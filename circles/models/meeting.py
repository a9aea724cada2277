"""A meeting of a circle, what people answered, and what they were told."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from circles.meetings.enums import AHEAD, InviteState, MeetingState, ResponseAnswer
from circles.meetings.querysets import InviteQuerySet, MeetingQuerySet
from circles.models.circle import LINE_LENGTH, TITLE_LENGTH, Circle
from circles.models.membership import CircleMembership
from common.identifiers import Identified

AGENDA_LENGTH = 10_000
URL_LENGTH = 500
MAX_CAPACITY = 500


class Meeting(Identified):
    """One time that a circle meets. Its `public_id` is its UID in calendars, and never changes.

    `told_at` is when its first invitation left: before that nobody has it in a calendar, and a change is no news.
    `sequence` grows with every change after that (RFC 5545, 3.8.7.4), `changed_at` is when the last of them was.
    """

    circle = models.ForeignKey(Circle, verbose_name=_("leerkring"), on_delete=models.CASCADE, related_name="meetings")
    title = models.CharField(_("titel"), max_length=TITLE_LENGTH)
    starts_at = models.DateTimeField(_("begint op"))
    ends_at = models.DateTimeField(_("eindigt op"))
    place = models.CharField(_("plaats"), max_length=LINE_LENGTH, blank=True)
    video_url = models.URLField(_("videolink"), max_length=URL_LENGTH, blank=True)
    agenda = models.TextField(_("agenda"), max_length=AGENDA_LENGTH, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("aantal plaatsen"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_CAPACITY)],
    )
    guests = models.ManyToManyField(
        CircleMembership, verbose_name=_("gasten"), related_name="meetings_as_guest", blank=True
    )
    state = models.CharField(_("status"), max_length=20, choices=MeetingState, default=MeetingState.PLANNED)
    cancel_reason = models.CharField(_("reden"), max_length=LINE_LENGTH, blank=True)
    sequence = models.PositiveIntegerField(_("wijziging"), default=0)
    told_at = models.DateTimeField(_("uitgenodigd op"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("gemaakt door"), on_delete=models.SET_NULL, related_name="+", null=True
    )
    created_at = models.DateTimeField(_("gemaakt op"), default=timezone.now)
    changed_at = models.DateTimeField(_("gewijzigd op"), default=timezone.now)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("bijeenkomst")
        verbose_name_plural = _("bijeenkomsten")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="circles_meeting_times"),
        ]
        indexes = [
            models.Index(fields=["circle", "starts_at"], name="circles_meeting_when"),
            models.Index(fields=["state", "ends_at"], name="circles_meeting_ahead"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the meeting."""
        return reverse("meetings:page", args=[self.circle.public_id, self.public_id])

    @property
    def is_cancelled(self) -> bool:
        """True when it does not take place."""
        return self.state == MeetingState.CANCELLED

    @property
    def is_over(self) -> bool:
        """True when its time has passed."""
        return self.ends_at <= timezone.now()

    @property
    def can_answer(self) -> bool:
        """True while somebody can still say whether they come."""
        return self.state in AHEAD and not self.is_over

    @property
    def can_change(self) -> bool:
        """True while it can be moved, changed or cancelled: it is ahead and has not begun."""
        return self.state in AHEAD and self.starts_at > timezone.now()

    @property
    def needs_outcome(self) -> bool:
        """True when it is over and nobody said whether it took place."""
        return self.state in AHEAD and self.is_over


class MeetingResponse(models.Model):
    """What a member said to an invitation. After a move the answer stays, and is asked for again."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("bijeenkomst"), on_delete=models.CASCADE, related_name="responses"
    )
    membership = models.ForeignKey(
        CircleMembership, verbose_name=_("deelname"), on_delete=models.CASCADE, related_name="meeting_responses"
    )
    answer = models.CharField(_("antwoord"), max_length=20, choices=ResponseAnswer)
    # The time that they said it of: of another time they are asked again.
    for_start = models.DateTimeField(_("voor het moment"))
    answered_at = models.DateTimeField(_("geantwoord op"), default=timezone.now)

    class Meta:
        verbose_name = _("reactie")
        verbose_name_plural = _("reacties")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["meeting", "membership"], name="circles_response_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}, {self.membership_id}: {self.answer}"


class MeetingInvite(models.Model):
    """What somebody was told of a meeting by mail: the last change, and whether it stands in their calendar.

    `round` grows when they are taken out of it and when they come back, so that their calendar takes that for news.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("bijeenkomst"), on_delete=models.CASCADE, related_name="invites"
    )
    membership = models.ForeignKey(
        CircleMembership, verbose_name=_("deelname"), on_delete=models.CASCADE, related_name="meeting_invites"
    )
    state = models.CharField(_("status"), max_length=20, choices=InviteState, default=InviteState.INVITED)
    sequence = models.PositiveIntegerField(_("wijziging"), default=0)
    round = models.PositiveIntegerField(_("ronde"), default=0)
    sent_at = models.DateTimeField(_("verstuurd op"), default=timezone.now)

    objects = InviteQuerySet.as_manager()

    class Meta:
        verbose_name = _("uitnodiging voor een bijeenkomst")
        verbose_name_plural = _("uitnodigingen voor bijeenkomsten")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["meeting", "membership"], name="circles_invite_once")]
        indexes = [models.Index(fields=["state", "membership"], name="circles_invite_state")]

    def __str__(self) -> str:
        return f"{self.meeting_id}, {self.membership_id}: {self.state}"
