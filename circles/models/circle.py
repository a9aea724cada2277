"""A learning circle and its agreements."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from circles.enums import LIVING, CircleStatus, Joining, Place, Region, Visibility
from circles.querysets import CircleQuerySet
from common.identifiers import Identified

TITLE_LENGTH = 120
TEXT_LENGTH = 3_000
LINE_LENGTH = 250
MIN_MEMBERS, MAX_MEMBERS = 3, 50
USUAL_MEMBERS = 12
MAX_QUESTIONS = 5


class Circle(Identified):
    """A small group of peers around one question, who meet a number of times.

    The row owns rights and dates; `CirclePage` is its face on the site, where it has one.
    """

    title = models.CharField(_("naam"), max_length=TITLE_LENGTH)
    purpose = models.TextField(_("doel"), max_length=TEXT_LENGTH)
    question = models.CharField(_("centrale vraag"), max_length=LINE_LENGTH)
    themes = models.ManyToManyField(
        "knowledge.Concept",
        verbose_name=_("thema's"),
        related_name="circles",
        limit_choices_to={"scheme": "thema"},
        blank=True,
    )
    visibility = models.CharField(_("zichtbaarheid"), max_length=20, choices=Visibility, default=Visibility.OPEN)
    joining = models.CharField(_("meedoen"), max_length=20, choices=Joining, default=Joining.REQUEST)
    # One on a line; an answer keeps the question as it was asked.
    join_questions = models.TextField(_("vragen bij een aanvraag"), max_length=TEXT_LENGTH, blank=True)
    max_members = models.PositiveSmallIntegerField(
        _("aantal plaatsen"),
        default=USUAL_MEMBERS,
        validators=[MinValueValidator(MIN_MEMBERS), MaxValueValidator(MAX_MEMBERS)],
    )
    region = models.CharField(_("regio"), max_length=20, choices=Region, default=Region.NATIONAL)
    meets = models.CharField(_("waar"), max_length=20, choices=Place, default=Place.ONLINE)
    place = models.CharField(_("plaats"), max_length=120, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=CircleStatus, default=CircleStatus.DRAFT)
    starts_on = models.DateField(_("begint op"), null=True, blank=True)
    ends_on = models.DateField(_("duurt tot en met"), null=True, blank=True)
    confidentiality = models.TextField(_("vertrouwelijkheid"), max_length=TEXT_LENGTH, blank=True)
    is_example = models.BooleanField(_("is een voorbeeld"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("gemaakt door"), on_delete=models.SET_NULL, related_name="+", null=True
    )
    created_at = models.DateTimeField(_("gemaakt op"), default=timezone.now)
    closed_at = models.DateTimeField(_("afgesloten op"), null=True, blank=True)

    objects = CircleQuerySet.as_manager()

    class Meta:
        verbose_name = _("leerkring")
        verbose_name_plural = _("leerkringen")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="circles_circle_dates",
            ),
            models.CheckConstraint(
                condition=Q(max_members__gte=MIN_MEMBERS, max_members__lte=MAX_MEMBERS), name="circles_circle_places"
            ),
            # Nobody outside knows of a hidden circle, so nobody can ask for a place in it.
            models.CheckConstraint(
                condition=~Q(visibility=Visibility.HIDDEN) | Q(joining=Joining.INVITATION), name="circles_circle_hidden"
            ),
        ]
        indexes = [models.Index(fields=["status", "visibility"], name="circles_circle_listed")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_living(self) -> bool:
        """True while people can come in and the circle meets."""
        return self.status in LIVING

    @property
    def questions(self) -> tuple[str, ...]:
        """What somebody is asked who wants to join."""
        return tuple(line.strip() for line in self.join_questions.splitlines() if line.strip())


class CircleAgreement(models.Model):
    """The agreements of a circle as they were at one time: kept, because people agreed to this text."""

    circle = models.ForeignKey(Circle, verbose_name=_("leerkring"), on_delete=models.CASCADE, related_name="agreements")
    version = models.PositiveSmallIntegerField(_("versie"))
    text = models.TextField(_("tekst"), max_length=TEXT_LENGTH)
    created_at = models.DateTimeField(_("gemaakt op"), default=timezone.now)

    class Meta:
        verbose_name = _("kringafspraken")
        verbose_name_plural = _("kringafspraken")
        default_permissions = ()
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["circle", "version"], name="circles_agreement_version")]

    def __str__(self) -> str:
        return f"{self.circle_id}: {self.version}"


class AgreementAcceptance(models.Model):
    """That somebody agreed to a version of the agreements."""

    agreement = models.ForeignKey(
        CircleAgreement, verbose_name=_("kringafspraken"), on_delete=models.CASCADE, related_name="acceptances"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.CASCADE, related_name="+"
    )
    accepted_at = models.DateTimeField(_("akkoord op"), default=timezone.now)

    class Meta:
        verbose_name = _("akkoord met kringafspraken")
        verbose_name_plural = _("akkoorden met kringafspraken")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["agreement", "person"], name="circles_acceptance_once")]

    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.person_id}"
