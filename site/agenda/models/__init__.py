"""The pages and snippets of the Agenda, one concept per module."""

from agenda.models.activity import ActivityMethod, ActivityPage, ActivityPlace, Milestone, StatusChange
from agenda.models.areas import Area, AreasPage
from agenda.models.budget import BudgetLine, BudgetPage
from agenda.models.content import ContentPage
from agenda.models.document import DocumentsPage, DossierReference, ParliamentaryDocument
from agenda.models.edition import EditionPage
from agenda.models.goal import GoalPage
from agenda.models.grant import GrantPage
from agenda.models.home import HomePage
from agenda.models.index import AgendaIndexPage
from agenda.models.progress import ProgressReportPage
from agenda.models.source import Source
from agenda.models.timeline import TimelineEvent, TimelinePage

# Everything that makes up an edition, the page of the edition first.
EDITION_PAGES = (
    EditionPage,
    GoalPage,
    ActivityPage,
    BudgetPage,
    TimelinePage,
    AreasPage,
    GrantPage,
    DocumentsPage,
    ProgressReportPage,
)

__all__ = [
    "EDITION_PAGES",
    "ActivityMethod",
    "ActivityPage",
    "ActivityPlace",
    "AgendaIndexPage",
    "Area",
    "AreasPage",
    "BudgetLine",
    "BudgetPage",
    "ContentPage",
    "DocumentsPage",
    "DossierReference",
    "EditionPage",
    "GoalPage",
    "GrantPage",
    "HomePage",
    "Milestone",
    "ParliamentaryDocument",
    "ProgressReportPage",
    "Source",
    "StatusChange",
    "TimelineEvent",
    "TimelinePage",
]
