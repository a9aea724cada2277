"""App configuration of search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Full-text search over what is registered."""

    name = "search"
    verbose_name = "Zoeken"
