"""Verbs of the Agenda."""

from agenda.services.content import load_content

__all__ = ["load_content"]
