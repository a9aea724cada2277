"""The project itself: settings, addresses, and the demo command."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Home of what stands above all apps."""

    name = "config"
