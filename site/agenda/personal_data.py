"""What the Agenda holds about people: nothing, and this says so."""

from django.utils.translation import gettext_lazy as _

from common.privacy.registry import holds_none


def declare_all() -> None:
    """Say what everything here holds. From `ready()` only."""
    holds_none(
        "agenda.Source",
        "agenda.BudgetPage",
        "agenda.BudgetLine",
        "agenda.GoalPage",
        "agenda.ActivityPage",
        "agenda.StatusChange",
        "agenda.Milestone",
        "agenda.ActivityMethod",
        "agenda.ActivityPlace",
        "agenda.AreasPage",
        "agenda.Area",
        "agenda.ContentPage",
        "agenda.ParliamentaryDocument",
        "agenda.DossierReference",
        "agenda.DocumentsPage",
        "agenda.EditionPage",
        "agenda.GrantPage",
        "agenda.HomePage",
        "agenda.AgendaIndexPage",
        "agenda.ProgressReportPage",
        "agenda.TimelinePage",
        "agenda.TimelineEvent",
        because=_("beleid; het noemt ministeries en organisaties, en geen personen"),
    )
