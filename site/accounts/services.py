"""Verbs of the accounts app."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.models import Group

from common.access import Role


def sync_roles() -> None:
    """Make the group of every role exist. Safe to run again."""
    for role in Role:
        Group.objects.get_or_create(name=role.value)


def sync_roles_after_migrate(sender: AppConfig, **kwargs: Any) -> None:
    """Run `sync_roles` once per migrate, after the last app."""
    if sender.name == "accounts":
        sync_roles()
