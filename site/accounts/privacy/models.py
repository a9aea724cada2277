"""That a person is to be erased, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.privacy.enums import ErasureReason, ErasureState


class ErasureRequest(models.Model):
    """One wish to erase a person. The row stays as proof, with numbers per model and nothing about the person."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.CASCADE, related_name="erasures"
    )
    reason = models.CharField(_("reden"), max_length=10, choices=ErasureReason)
    state = models.CharField(_("status"), max_length=10, choices=ErasureState, default=ErasureState.WAITING)
    asked_at = models.DateTimeField(_("gevraagd op"), default=timezone.now)
    remind_at = models.DateTimeField(_("herinneren op"), null=True, blank=True)
    due_at = models.DateTimeField(_("wissen op"))
    ended_at = models.DateTimeField(_("afgehandeld op"), null=True, blank=True)
    report = models.JSONField(_("verslag"), default=dict)

    class Meta:
        verbose_name = _("verzoek om te wissen")
        verbose_name_plural = _("verzoeken om te wissen")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state=ErasureState.WAITING), name="accounts_erasure_waiting"
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state=ErasureState.WAITING), name="accounts_erasure_due"),
            models.Index(fields=["remind_at"], condition=Q(remind_at__isnull=False), name="accounts_erasure_remind"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.state}"
