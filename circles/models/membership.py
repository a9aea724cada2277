"""Who is in a circle, who asked to be, and who waits for a place."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from circles.enums import CircleRole, MembershipState, OfferState, RequestState
from circles.models.circle import LINE_LENGTH, TEXT_LENGTH, Circle
from circles.querysets import MembershipQuerySet, OfferQuerySet


class CircleMembership(models.Model):
    """What somebody is in a circle: one row per person, also for who asked, waits or left.

    `waiting_since` is the place in the waiting list: written once when somebody joins it, and by nothing else.
    """

    circle = models.ForeignKey(
        Circle, verbose_name=_("leerkring"), on_delete=models.CASCADE, related_name="memberships"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.CASCADE, related_name="circle_memberships"
    )
    role = models.CharField(_("rol"), max_length=20, choices=CircleRole, default=CircleRole.MEMBER)
    state = models.CharField(_("status"), max_length=20, choices=MembershipState)
    created_at = models.DateTimeField(_("gemaakt op"), default=timezone.now)
    waiting_since = models.DateTimeField(_("wacht sinds"), null=True, blank=True)
    joined_at = models.DateTimeField(_("doet mee sinds"), null=True, blank=True)
    ended_at = models.DateTimeField(_("gestopt op"), null=True, blank=True)
    last_visit = models.DateTimeField(_("laatst bijgelezen"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("deelname")
        verbose_name_plural = _("deelnames")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["circle", "person"], name="circles_membership_once"),
            models.CheckConstraint(
                condition=Q(state=MembershipState.WAITING, waiting_since__isnull=False)
                | (~Q(state=MembershipState.WAITING) & Q(waiting_since=None)),
                name="circles_membership_waiting",
            ),
            models.CheckConstraint(
                condition=~Q(state=MembershipState.ACTIVE) | Q(joined_at__isnull=False),
                name="circles_membership_joined",
            ),
        ]
        indexes = [
            models.Index(fields=["circle", "state", "waiting_since"], name="circles_membership_line"),
            models.Index(fields=["person", "state"], name="circles_membership_person"),
        ]

    def __str__(self) -> str:
        return f"{self.circle_id}: {self.person_id}"

    @property
    def is_active(self) -> bool:
        """True for who takes part now."""
        return self.state == MembershipState.ACTIVE


class JoinRequest(models.Model):
    """The question of somebody to join, and what was decided. There may be more than one over the years."""

    membership = models.ForeignKey(
        CircleMembership, verbose_name=_("deelname"), on_delete=models.CASCADE, related_name="requests"
    )
    state = models.CharField(_("status"), max_length=20, choices=RequestState, default=RequestState.OPEN)
    created_at = models.DateTimeField(_("gevraagd op"), default=timezone.now)
    decided_at = models.DateTimeField(_("besloten op"), null=True, blank=True)
    reason = models.TextField(_("toelichting"), max_length=TEXT_LENGTH, blank=True)

    class Meta:
        verbose_name = _("aanvraag")
        verbose_name_plural = _("aanvragen")
        default_permissions = ()
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(state__in=[RequestState.OPEN, RequestState.ASKED]),
                name="circles_request_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.state}"


class JoinAnswer(models.Model):
    """A question as it was asked to somebody who wants to join, by the circle or by a facilitator, and the answer."""

    request = models.ForeignKey(
        JoinRequest, verbose_name=_("aanvraag"), on_delete=models.CASCADE, related_name="answers"
    )
    question = models.CharField(_("vraag"), max_length=LINE_LENGTH)
    answer = models.TextField(_("antwoord"), max_length=TEXT_LENGTH, blank=True)

    class Meta:
        verbose_name = _("antwoord bij een aanvraag")
        verbose_name_plural = _("antwoorden bij een aanvraag")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.pk}"


class PlaceOffer(models.Model):
    """A place that is kept for the first of the waiting list until a moment; after that it stops counting by itself."""

    membership = models.ForeignKey(
        CircleMembership, verbose_name=_("deelname"), on_delete=models.CASCADE, related_name="offers"
    )
    state = models.CharField(_("status"), max_length=20, choices=OfferState, default=OfferState.PENDING)
    created_at = models.DateTimeField(_("aangeboden op"), default=timezone.now)
    expires_at = models.DateTimeField(_("geldig tot"))

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("plekaanbod")
        verbose_name_plural = _("plekaanbiedingen")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(state=OfferState.PENDING), name="circles_offer_pending"
            )
        ]
        indexes = [models.Index(fields=["state", "expires_at"], name="circles_offer_open")]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.state}"

    @property
    def stands(self) -> bool:
        """True while it can be accepted."""
        return self.state == OfferState.PENDING and self.expires_at > timezone.now()
