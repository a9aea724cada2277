"""What the library holds about people: names that belong to knowledge, and who checked it."""

from functools import partial

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from common.privacy.contracts import Basis, Keep, PersonalData, Processing, by_account
from common.privacy.registry import declare, holds_none, register_processing

LIBRARY = "library"

WITH_THE_KNOWLEDGE = _("zolang de kennis op de site staat")
NAMED = _("De naam hoort bij gepubliceerde kennis. Vraag de redactie om hem te wijzigen of weg te halen.")
NAMELESS = _("Bij dit werk staat daarna ‘Verwijderde gebruiker’: een oordeel moet te volgen blijven.")


def declare_all() -> None:
    """Say what everything here holds. From `ready()` only."""
    register_processing(
        Processing(
            LIBRARY,
            _("Bibliotheek van methoden en kennis"),
            _("Laten zien van wie kennis is, en wie een oordeel gaf."),
            Basis.TASK,
            subjects=_("auteurs, onderzoekers, eigenaren van methoden en redacteuren"),
            seen_by=_("iedereen, want het is gepubliceerd; wie iets vastlegde, ziet alleen wie in het CMS werkt"),
        )
    )
    _declare_names()
    _declare_judgements()
    holds_none(
        "knowledge.Concept",
        "knowledge.MergedConcept",
        "knowledge.ImportedRecord",
        "knowledge.ReviewReminder",
        "knowledge.ReminderRound",
        because=_("woordenlijsten, en wat de site zelf onthoudt van imports en herinneringen"),
    )
    holds_none(
        "knowledge.LibraryIndexPage",
        "knowledge.MethodIndexPage",
        "knowledge.LibraryItemPage",
        "knowledge.LessonPage",
        "knowledge.LessonRelation",
        "knowledge.LessonProvenance",
        "knowledge.ItemMethod",
        "knowledge.Outcome",
        "knowledge.MethodRelation",
        "knowledge.MethodMaterial",
        "knowledge.MethodCost",
        "knowledge.PublicationFile",
        because=_("kennis die niet over personen gaat; een les noemt een organisatie of groep, en geen mensen"),
    )


def _declare_names() -> None:
    """Names that stand in what is published. They belong to no account, so no erasing finds them."""
    named = partial(PersonalData, processing=LIBRARY, found=None, erasure=Keep(NAMED), kept=WITH_THE_KNOWLEDGE)
    declare(
        named(
            "knowledge.PublicationPage",
            holds=_("namen van auteurs"),
            fields=("authors",),
            plain=("publisher", "summary", "body"),
        ),
        named(
            "knowledge.Evaluation",
            holds=_("namen van onderzoekers"),
            fields=("researchers",),
            plain=(
                "municipality",
                "delivered_by",
                "adaptations",
                "title",
                "slug",
                "summary",
                "commissioner",
                "worked_for",
                "not_for",
                "mechanism",
                "barriers",
                "limitations",
                "report",
                "report_url",
                "owner_reaction",
            ),
        ),
        named(
            "knowledge.MethodPage",
            holds=_("wie een methode beheert, en hoe die te bereiken is"),
            fields=("steward",),
            plain=(
                "other_names",
                "tagline",
                "summary",
                "audience",
                "problem",
                "aim",
                "duration",
                "costs_text",
                "first_steps",
                "evidence_text",
                "risks",
            ),
        ),
    )


def _declare_judgements() -> None:
    """What somebody recorded or checked, with the name of who judged or told it."""
    recorded = partial(
        PersonalData, processing=LIBRARY, erasure=Keep(format_lazy("{} {}", NAMELESS, NAMED)), kept=WITH_THE_KNOWLEDGE
    )
    declare(
        recorded(
            "knowledge.Assessment",
            holds=_("wie een methode beoordeelde, en wie dat vastlegde"),
            found=by_account("recorded_by"),
            fields=("assessed_by", "recorded_by"),
            plain=("value", "reason"),
        ),
        recorded(
            "knowledge.UseCase",
            holds=_("wie een toepassing invulde, en wie die naliep"),
            found=by_account("checked_by"),
            fields=("filled_in_by", "checked_by"),
            plain=(
                "municipality",
                "delivered_by",
                "adaptations",
                "title",
                "slug",
                "summary",
                "organisation",
                "costs",
                "helped",
                "hindered",
                "again_reason",
            ),
        ),
    )
