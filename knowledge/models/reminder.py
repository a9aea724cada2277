"""Reminders of the editors: rows are the truth of what they were told."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.enums import ReminderReason, ReminderState


class ReviewReminder(models.Model):
    """One moment at which somebody has to look at something; it is told once.

    A row waits until there is an editor to tell, and lapses when it was dealt with before that.
    """

    content_type = models.ForeignKey(
        ContentType, verbose_name=_("soort"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    object_id = models.BigIntegerField(_("nummer"))
    reason = models.CharField(_("waarom"), max_length=20, choices=ReminderReason.choices)
    due_on = models.DateField(_("moment"))
    state = models.CharField(
        _("stand"), max_length=20, choices=ReminderState.choices, default=ReminderState.WAITING, db_index=True
    )
    sent_at = models.DateTimeField(_("gemeld op"), null=True, blank=True)

    class Meta:
        verbose_name = _("herinnering")
        verbose_name_plural = _("herinneringen")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "reason", "due_on"], name="knowledge_one_reminder"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({self.due_on:%d-%m-%Y}): {self.get_state_display()}"


class ReminderRound(models.Model):
    """A day on which somebody looked for reminders: it is done once a day."""

    day = models.DateField(_("dag"), unique=True)

    class Meta:
        verbose_name = _("ronde langs de herinneringen")
        verbose_name_plural = _("rondes langs de herinneringen")

    def __str__(self) -> str:
        return self.day.isoformat()
