"""The pages and snippets of the Agenda, one concept per module."""

from agenda.models.content import ContentPage
from agenda.models.edition import EditionPage
from agenda.models.home import HomePage
from agenda.models.index import AgendaIndexPage
from agenda.models.source import Source

__all__ = ["AgendaIndexPage", "ContentPage", "EditionPage", "HomePage", "Source"]
