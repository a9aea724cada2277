"""What the database knows of the index: which changes are still to be processed, and which index belongs to it."""

import uuid
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, RevisionMixin

from common.access import Viewer
from search.contracts import document_id
from search.editorial.promoted import MAX_PROMOTED, Key, problems_of_questions, question_key
from search.editorial.words import WordGroup, WordsKind, problems_of, read_terms
from search.enums import Outcome
from search.query import parse


class IndexTaskQuerySet(models.QuerySet["IndexTask"]):
    """Changes that wait for the worker."""

    def due(self) -> "IndexTaskQuerySet":
        """Those of which it is the turn, the oldest first."""
        return self.filter(due_at__lte=timezone.now()).order_by("id")

    def documents(self, *, limit: int | None = None) -> frozenset[str]:
        """The identifiers of the records that changed, at most `limit` of them."""
        pairs = self.order_by().values_list("kind", "public_id").distinct()[:limit]
        return frozenset(document_id(kind, public_id) for kind, public_id in pairs)

    def about(self, public_ids: Collection[uuid.UUID]) -> "IndexTaskQuerySet":
        """Changes of these records."""
        return self.filter(public_id__in=public_ids)


class IndexTask(models.Model):
    """A record that changed and of which the index does not know yet.

    Rows are only ever added by the change itself, in its own transaction, and deleted by the worker that processed
    exactly these rows: a change during the work leaves a row of its own. As long as a row exists, its record is
    left out of every search.
    """

    kind = models.CharField(_("soort"), max_length=40)
    public_id = models.UUIDField(_("permanent kenmerk"))
    created_at = models.DateTimeField(_("gewijzigd op"), default=timezone.now)
    due_at = models.DateTimeField(_("aan de beurt op"), default=timezone.now)
    attempts = models.PositiveIntegerField(_("pogingen"), default=0)
    last_error = models.TextField(_("laatste fout"), blank=True)

    objects = IndexTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("wijziging voor de zoekindex")
        verbose_name_plural = _("wijzigingen voor de zoekindex")
        indexes = [
            models.Index(fields=["kind", "public_id"], name="search_task_document"),
            models.Index(fields=["due_at", "id"], name="search_task_due"),
        ]


class IndexState(models.Model):
    """The index that belongs to this database: one row, or none as long as nothing was built.

    `stamp` is the number of the last index commit whose rows were deleted. An index that has not reached it misses
    changes that are no longer on the list, so it is not served.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    generation = models.CharField(_("generatie"), max_length=60)
    stamp = models.PositiveBigIntegerField(_("stempel"))
    schema = models.CharField(_("schemaversie"), max_length=60)
    analysis = models.CharField(_("analyseversie"), max_length=60)
    built_at = models.DateTimeField(_("gebouwd op"))

    class Meta:
        verbose_name = _("stand van de zoekindex")
        verbose_name_plural = _("stand van de zoekindex")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="search_one_state")]


class EditorialState(models.Model):
    """Which version of the editors' decisions about search counts now: one row, or none before the first decision.

    Every process keeps what it read together with its version. A version is never used twice, also not after a backup
    was put back.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    version = models.UUIDField(_("versie"))

    class Meta:
        verbose_name = _("stand van de zoekwoorden")
        verbose_name_plural = _("stand van de zoekwoorden")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="search_one_editorial_state")]


class SynonymGroupQuerySet(models.QuerySet["SynonymGroup"]):
    """Groups of words."""

    def in_use(self) -> "SynonymGroupQuerySet":
        """Those that count, in a fixed order."""
        return self.filter(is_used=True).order_by("pk")


class SynonymGroup(RevisionMixin, models.Model):
    """Words of which one finds what was written with another, given by editors."""

    terms = models.TextField(
        _("woorden"),
        help_text=_("Elk woord of elke woordgroep op een eigen regel. Enkelvoud of meervoud maakt niet uit."),
    )
    kind = models.CharField(_("werking"), max_length=10, choices=WordsKind.choices, default=WordsKind.BOTH_WAYS)
    is_used = models.BooleanField(
        _("in gebruik"), default=True, help_text=_("Zet dit uit om de woorden te bewaren zonder dat ze meetellen.")
    )
    reason = models.CharField(
        _("waarom"), max_length=200, blank=True, help_text=_("Voor uw collega’s. Bezoekers zien dit niet.")
    )
    example = models.CharField(
        _("voorbeeldvraag"),
        max_length=200,
        blank=True,
        help_text=_("Een zoekvraag om mee te proberen wat deze woorden veranderen."),
    )

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="synonym_group")
    objects = SynonymGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("groep zoekwoorden")
        verbose_name_plural = _("zoekwoorden")

    def __str__(self) -> str:
        return self.group.name

    @property
    def revisions(self) -> Any:
        """The versions that editors saved."""
        return self._revisions

    @property
    def group(self) -> WordGroup:
        """The words without empty lines."""
        return WordGroup(read_terms(self.terms), WordsKind(self.kind))

    def clean(self) -> None:
        """Refuse words that lead nowhere, twice to the same, in a circle or to too much."""
        others = [other.group for other in type(self).objects.in_use().exclude(pk=self.pk)] if self.is_used else []
        if self.kind in WordsKind.values and (problems := problems_of(self.group, others)):
            raise ValidationError({"terms": problems})
        self.terms = "\n".join(read_terms(self.terms))


class PromotionQuerySet(models.QuerySet["Promotion"]):
    """Pages on top of questions."""

    def not_over(self) -> "PromotionQuerySet":
        """Those that count today or later, the oldest first."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=timezone.localdate())).order_by("pk")


class Promotion(RevisionMixin, models.Model):
    """A page that editors put on top of the results of some questions, marked as such.

    It shows nothing that a visitor may not see: a page that search would not find for them is not there at all.
    """

    page = models.ForeignKey(
        Page,
        verbose_name=_("pagina"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Een gepubliceerde pagina die de zoekmachine kent."),
    )
    questions = models.TextField(
        _("zoekvragen"),
        help_text=_(
            "Elke zoekvraag op een eigen regel. Meervoud, hoofdletters en de volgorde van de woorden maken niet uit."
        ),
    )
    starts_on = models.DateField(_("vanaf"), null=True, blank=True, help_text=_("Leeg is meteen."))
    ends_on = models.DateField(_("tot en met"), null=True, blank=True, help_text=_("Leeg is zonder einde."))
    reason = models.CharField(
        _("waarom"), max_length=200, blank=True, help_text=_("Voor uw collega’s. Bezoekers zien dit niet.")
    )

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="promotion")
    objects = PromotionQuerySet.as_manager()

    class Meta:
        verbose_name = _("uitgelichte pagina")
        verbose_name_plural = _("uitgelichte pagina’s")

    def __str__(self) -> str:
        return str(self.page.title)

    @property
    def revisions(self) -> Any:
        """The versions that editors saved."""
        return self._revisions

    @property
    def keys(self) -> frozenset[Key]:
        """The questions as they are compared."""
        return frozenset(question_key(parse(question)) for question in read_terms(self.questions))

    @property
    def state(self) -> str:
        """Whether it counts now, in a word."""
        today = timezone.localdate()
        if self.ends_on and self.ends_on < today:
            return gettext("Voorbij")
        if self.starts_on and self.starts_on > today:
            return gettext("Later")
        return gettext("Nu") if self.page.live else gettext("Pagina is niet gepubliceerd")

    def clean(self) -> None:
        """Refuse questions that nobody can ask, days in the wrong order, and too many pages at one question."""
        questions = read_terms(self.questions)
        if problems := [*problems_of_questions(questions)]:
            raise ValidationError({"questions": problems})
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": gettext("De laatste dag ligt voor de eerste.")})
        self._refuse_crowds(questions)
        self.questions = "\n".join(questions)

    def _refuse_crowds(self, questions: Collection[str]) -> None:
        others = [(other, other.keys) for other in type(self).objects.not_over().exclude(pk=self.pk)]
        for question in questions:
            beside = [other for other, keys in others if question_key(parse(question)) in keys]
            names = {"question": question, "most": MAX_PROMOTED}
            if any(other.page_id == self.page_id for other in beside):
                raise ValidationError({"questions": gettext("Deze pagina staat al bij ‘%(question)s’.") % names})
            if len(beside) >= MAX_PROMOTED:
                reason = gettext("Bij ‘%(question)s’ staan al %(most)d pagina’s. Meer verdringt de resultaten.")
                raise ValidationError({"questions": reason % names})


class AskedQuestion(models.Model):
    """How often a question was asked on one day, and how often a result was opened; nothing about who asked.

    `text` is empty until enough people asked it (`search.asked.counting`); until then there is only `digest`, which
    says nothing to who has no key.
    """

    digest = models.CharField(_("kenmerk"), max_length=64)
    text = models.CharField(_("vraag"), max_length=80, blank=True)
    day = models.DateField(_("dag"))
    outcome = models.CharField(_("antwoord"), max_length=10, choices=[(each.value, each.value) for each in Outcome])
    asked = models.PositiveIntegerField(_("keer gesteld"), default=0)
    opened = models.PositiveIntegerField(_("keer geopend"), default=0)

    class Meta:
        verbose_name = _("gestelde zoekvraag")
        verbose_name_plural = _("gestelde zoekvragen")
        constraints = [models.UniqueConstraint(fields=["digest", "day", "outcome"], name="search_question_a_day")]
        indexes = [models.Index(fields=["day", "text"], name="search_question_period")]


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    """Questions that people keep."""

    def owned_by(self, viewer: Viewer) -> "SavedSearchQuerySet":
        """Those that somebody may see and change; the predicate is `can_use_saved_search`."""
        return self.filter(owner_id=viewer.user_id) if viewer.user_id else self.none()

    def kept(self) -> "SavedSearchQuerySet":
        """Those that were not deleted, by name."""
        return self.filter(deleted_at=None).order_by("name", "pk")


class SavedSearch(models.Model):
    """A question with its filters that somebody kept under a name.

    `query` is the part of the address after the question mark. `seen` are the identifiers of the newest results when
    the owner last looked. `feed_key` is empty as long as there is no feed; another key makes another address. A row
    that was deleted stays a day, so that it can be taken back.
    """

    public_id = models.UUIDField(_("permanent kenmerk"), default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("eigenaar")
    )
    name = models.CharField(_("naam"), max_length=100)
    query = models.TextField(_("zoekvraag"))
    seen = models.JSONField(_("gezien"), default=list)
    feed_key = models.CharField(_("sleutel van de feed"), max_length=43, blank=True)
    created_at = models.DateTimeField(_("bewaard op"), default=timezone.now)
    deleted_at = models.DateTimeField(_("verwijderd op"), null=True, blank=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("bewaarde zoekopdracht")
        verbose_name_plural = _("bewaarde zoekopdrachten")
        indexes = [models.Index(fields=["owner", "deleted_at"], name="search_saved_owner")]

    def __str__(self) -> str:
        return self.name
