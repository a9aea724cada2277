"""Verbs of the Agenda."""

from agenda.services.content import load_content
from agenda.services.links import link_methods

__all__ = ["link_methods", "load_content"]
