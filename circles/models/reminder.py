"""What members are reminded of before a meeting."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from circles.models.meeting import Meeting

REMINDER_LENGTH = 3_000


class MeetingReminder(models.Model):
    """The reminder of a meeting: a text of the facilitator where there is one, and when it left.

    There is a row as soon as somebody wrote a text, or the reminder was sent. `for_start` is the time that it told;
    a meeting that moves after that gets another one.
    """

    meeting = models.OneToOneField(
        Meeting, verbose_name=_("bijeenkomst"), on_delete=models.CASCADE, related_name="reminder"
    )
    text = models.TextField(_("tekst"), max_length=REMINDER_LENGTH, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("geschreven door"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    changed_at = models.DateTimeField(_("gewijzigd op"), default=timezone.now)
    for_start = models.DateTimeField(_("voor het moment"), null=True, blank=True)
    sent_at = models.DateTimeField(_("verstuurd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("herinnering aan een bijeenkomst")
        verbose_name_plural = _("herinneringen aan bijeenkomsten")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.sent_at}"
