"""Invitations to a circle."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from circles.enums import CircleRole
from circles.models.circle import Circle


class Invitation(models.Model):
    """A link that lets people in: for one address, or for whoever has it, within a domain of e-mail or not.

    Of the secret in the link only a digest is kept, so what is in the database opens nothing.
    """

    circle = models.ForeignKey(
        Circle, verbose_name=_("leerkring"), on_delete=models.CASCADE, related_name="invitations"
    )
    role = models.CharField(_("rol"), max_length=20, choices=CircleRole, default=CircleRole.MEMBER)
    email = models.EmailField(_("voor wie"), blank=True)
    domain = models.CharField(_("domein van e-mail"), max_length=253, blank=True)
    token_digest = models.CharField(_("kenmerk van de link"), max_length=64, unique=True)
    max_uses = models.PositiveSmallIntegerField(_("aantal keer te gebruiken"), default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("van"), on_delete=models.SET_NULL, related_name="+", null=True
    )
    created_at = models.DateTimeField(_("gemaakt op"), default=timezone.now)
    expires_at = models.DateTimeField(_("geldig tot"))
    revoked_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)

    class Meta:
        verbose_name = _("uitnodiging")
        verbose_name_plural = _("uitnodigingen")
        default_permissions = ()
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(max_uses__gte=1), name="circles_invitation_uses"),
            models.CheckConstraint(condition=Q(email="") | Q(max_uses=1, domain=""), name="circles_invitation_known"),
            # A link makes nobody the one who leads: that is given to a member, by name.
            models.CheckConstraint(
                condition=Q(role__in=[CircleRole.MEMBER, CircleRole.GUEST]), name="circles_invitation_role"
            ),
        ]
        indexes = [models.Index(fields=["email"], name="circles_invitation_email")]

    def __str__(self) -> str:
        return f"{self.circle_id}: {self.pk}"

    @property
    def is_open(self) -> bool:
        """True until it is over or taken back; how often it was used is counted where it is used."""
        return self.revoked_at is None and self.expires_at > timezone.now()


class InvitationUse(models.Model):
    """That somebody came in by an invitation: what its uses are counted from."""

    invitation = models.ForeignKey(
        Invitation, verbose_name=_("uitnodiging"), on_delete=models.CASCADE, related_name="uses"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.CASCADE, related_name="+"
    )
    used_at = models.DateTimeField(_("gebruikt op"), default=timezone.now)

    class Meta:
        verbose_name = _("gebruik van een uitnodiging")
        verbose_name_plural = _("gebruik van uitnodigingen")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["invitation", "person"], name="circles_invitation_once")]

    def __str__(self) -> str:
        return f"{self.invitation_id}: {self.person_id}"
