"""The address of somebody's calendar, and what they left out of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CalendarFeed(models.Model):
    """One person's calendar. The secret of its address is not kept, only what recognises it; empty without an address.

    `left_out` are names of kinds of entries, so that a kind that comes later is in it by itself.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.CASCADE, related_name="calendar_feed"
    )
    token_hash = models.CharField(_("herkenning van het adres"), max_length=64, blank=True)
    left_out = models.JSONField(_("niet in de kalender"), default=list)
    made_at = models.DateTimeField(_("adres gemaakt op"), default=timezone.now)

    class Meta:
        verbose_name = _("kalenderadres")
        verbose_name_plural = _("kalenderadressen")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["token_hash"], condition=~Q(token_hash=""), name="accounts_calendar_feed_token"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"
