"""App configuration of the public Agenda."""

from django.apps import AppConfig


class AgendaConfig(AppConfig):
    """Registers what the Agenda shows elsewhere."""

    name = "agenda"
    verbose_name = "Agenda"
