"""The text of a document, or why there is none."""

from collections.abc import Mapping

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string

from common.access import ANONYMOUS
from common.document_text.problems import Problem
from common.documents import can_list_document, documents_visible_to


class TextState(models.TextChoices):
    """How far the reading of a document has come."""

    WAITING = "wachtend", _("Wacht op de achtergrondtaak")
    READ = "klaar", _("Gelezen")
    FAILED = "mislukt", _("Niet gelezen")


# What is wrong, for an editor who can do something about it.
PROBLEM_TEXTS: Mapping[str, str | Promise] = {
    Problem.UNKNOWN_KIND: _("Uit dit soort bestand lezen we geen tekst. Dat kan wel uit PDF, DOCX, ODT en PPTX."),
    Problem.TOO_LARGE: _("Het bestand is groter dan 50 MB. Maak het kleiner of splits het."),
    Problem.TOO_MANY_PAGES: _("Het bestand heeft meer dan 2.000 bladzijden. Splits het."),
    Problem.TOO_MUCH_TEXT: _("Er staat te veel tekst in het bestand. Splits het."),
    Problem.INFLATED: _("Het bestand is uitgepakt veel te groot. Sla het opnieuw op vanuit het programma."),
    Problem.TOO_SLOW: _("Het lezen duurde te lang. Sla het bestand opnieuw op, zonder grote tekeningen."),
    Problem.TOO_MUCH_MEMORY: _("Het lezen kostte te veel geheugen. Sla het bestand kleiner op."),
    Problem.ENCRYPTED: _("Het bestand heeft een wachtwoord. Haal dat eraf en plaats het opnieuw."),
    Problem.UNSAFE: _("In het bestand zit iets wat niet in een tekst hoort. Sla het opnieuw op vanuit het programma."),
    Problem.BROKEN: _("Het bestand is beschadigd, of het is een ander soort bestand dan de naam zegt."),
    Problem.NO_TEXT: _("Er staat geen tekst in het bestand. Is het een scan? Laat er dan tekstherkenning op los."),
    Problem.GONE: _("Het bestand is niet te vinden. Plaats het opnieuw."),
}


class DocumentTextQuerySet(models.QuerySet["DocumentText"]):
    """Texts of documents."""

    def waiting(self) -> "DocumentTextQuerySet":
        """Those of which the file has to be read, the longest waiting first."""
        return self.filter(state=TextState.WAITING).order_by("changed_at", "pk")

    def searchable(self) -> "DocumentTextQuerySet":
        """The rule `DocumentText.is_searchable` as a query."""
        return self.filter(state=TextState.READ, document__in=documents_visible_to(ANONYMOUS).values("pk"))


class DocumentText(models.Model):
    """What was read from the file of one document. The row is the truth: as long as it waits, there is work."""

    document = models.OneToOneField(
        get_document_model_string(), verbose_name=_("document"), on_delete=models.CASCADE, related_name="text"
    )
    state = models.CharField(_("stand"), max_length=10, choices=TextState.choices, default=TextState.WAITING)
    problem = models.CharField(_("probleem"), max_length=20, blank=True)
    sha256 = models.CharField(_("vingerafdruk van het bestand"), max_length=64, blank=True)
    pages = models.JSONField(_("bladzijden"), default=list)
    changed_at = models.DateTimeField(_("gewijzigd op"), default=timezone.now)

    objects = DocumentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("tekst van een document")
        verbose_name_plural = _("teksten van documenten")
        indexes = [models.Index(fields=["state", "changed_at"], name="common_text_waiting")]

    def __str__(self) -> str:
        return str(self.document)

    @property
    def is_read(self) -> bool:
        """True when the pages are those of the file as it is now."""
        return self.state == TextState.READ

    @property
    def is_searchable(self) -> bool:
        """True when the text was read from the file as it is now, and the document lies in no closed collection."""
        return self.is_read and can_list_document(ANONYMOUS, self.document)

    @property
    def reason(self) -> str:
        """Why it was not read, and what to do about it; empty when there is nothing wrong."""
        return str(PROBLEM_TEXTS[self.problem]) if self.problem else ""
