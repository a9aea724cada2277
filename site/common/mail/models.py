"""The row behind every mail. It is there before the mail is sent, and says afterwards what became of it."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.access import Viewer
from common.mail.enums import ENDED, OPEN, WAITING, MailState
from common.mail.permissions import can_see_mail
from common.privacy.registry import days_of

# The retention rule of texts: their end is written down with the end of the mail.
TEXT_RULE = "mail.text"


def keep_text() -> dt.timedelta:
    """How long a text is kept after its mail."""
    return dt.timedelta(days=days_of(TEXT_RULE))


class MailStop(models.Model):
    """Somebody does not want the mails of one purpose any more. Kept until they want them again."""

    purpose = models.CharField(_("doel"), max_length=60)
    recipient = models.EmailField(_("aan"))
    created_at = models.DateTimeField(_("afgemeld op"), default=timezone.now)

    class Meta:
        verbose_name = _("afmelding voor mail")
        verbose_name_plural = _("afmeldingen voor mail")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["purpose", "recipient"], name="common_mail_stop_once")]

    def __str__(self) -> str:
        return self.purpose


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """Mails by whose turn it is, and by who may see them."""

    def visible_to(self, viewer: Viewer) -> "OutgoingMailQuerySet":
        """The rule `can_see_mail` as a query."""
        return self if can_see_mail(viewer) else self.none()

    def due(self) -> "OutgoingMailQuerySet":
        """Mails that wait and whose turn it is."""
        return self.filter(state__in=WAITING, due_at__lte=timezone.now())

    def claimable(self) -> "OutgoingMailQuerySet":
        """Mails that are due, and those whose worker did not finish within its lease; what expires comes first."""
        now = timezone.now()
        due = Q(state__in=WAITING, due_at__lte=now)
        stuck = Q(state=MailState.IN_FLIGHT, claimed_until__lte=now)
        return self.filter(due | stuck).order_by(F("expires_at").asc(nulls_last=True), "due_at", "id")


class OutgoingMail(models.Model):
    """One mail to one address.

    `purpose`, `about`, `recipient` and `version` together are unique: asking for the same mail twice gives one mail.
    `message_id` never changes, so a receiver recognises a mail that came twice. `text` is what the reader gets; it may
    hold a code or a link that opens something, so no screen of the CMS shows it.
    """

    purpose = models.CharField(_("doel"), max_length=60)
    about = models.CharField(_("waarover"), max_length=120, blank=True)
    recipient = models.EmailField(_("aan"))
    version = models.CharField(_("versie"), max_length=64, blank=True)

    subject = models.CharField(_("onderwerp"), max_length=200)
    text = models.TextField(_("tekst"), blank=True)
    # An iCalendar text that goes along, and what a calendar program is to do with it.
    calendar = models.TextField(_("kalenderbestand"), blank=True)
    calendar_method = models.CharField(_("soort kalenderbestand"), max_length=10, blank=True)
    message_id = models.CharField(_("kenmerk"), max_length=200, unique=True)

    state = models.CharField(_("status"), max_length=10, choices=MailState, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    due_at = models.DateTimeField(_("aan de beurt op"), default=timezone.now)
    expires_at = models.DateTimeField(_("zinloos na"), null=True, blank=True)
    claimed_by = models.CharField(_("onder handen van"), max_length=32, blank=True)
    claimed_until = models.DateTimeField(_("onder handen tot"), null=True, blank=True)
    smtp_code = models.PositiveSmallIntegerField(_("antwoordcode"), null=True, blank=True)
    reason = models.CharField(_("reden"), max_length=200, blank=True)

    created_at = models.DateTimeField(_("gemaakt op"), default=timezone.now)
    finished_at = models.DateTimeField(_("afgehandeld op"), null=True, blank=True)
    erase_at = models.DateTimeField(_("tekst wissen op"), null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["purpose", "about", "recipient", "version"], name="common_mail_once"),
            models.CheckConstraint(
                condition=Q(state=MailState.IN_FLIGHT, claimed_until__isnull=False)
                | (~Q(state=MailState.IN_FLIGHT) & Q(claimed_until__isnull=True)),
                name="common_mail_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, finished_at__isnull=False)
                | (~Q(state__in=ENDED) & Q(finished_at__isnull=True)),
                name="common_mail_finished",
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at", "due_at", "id"], condition=Q(state__in=OPEN), name="common_mail_open"),
            models.Index(fields=["erase_at"], condition=Q(erase_at__isnull=False), name="common_mail_erase"),
            models.Index(fields=["created_at", "id"], name="common_mail_created"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

    @property
    def is_expired(self) -> bool:
        """True when the mail is of no use any more to who gets it."""
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def is_erased(self) -> bool:
        """True when the text was erased; the mail cannot be sent again."""
        return not self.text
