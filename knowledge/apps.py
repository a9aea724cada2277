"""App configuration of knowledge."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """Registers what this app shows elsewhere."""

    name = "knowledge"
    verbose_name = "Methodenbibliotheek"
