"""Choices of the Agenda."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DatePrecision(models.TextChoices):
    """How exactly a date is known. Sources often give a month or a year only."""

    DAY = "day", _("op de dag")
    MONTH = "month", _("op de maand")
    YEAR = "year", _("op het jaar")


class SourceKind(models.TextChoices):
    """Where a fact comes from."""

    MEMO = "memo", _("nota")
    PARLIAMENT = "parliament", _("Kamerstuk")
    GAZETTE = "gazette", _("Staatscourant")
    WEBSITE = "website", _("website")


class Entrance(models.TextChoices):
    """The kinds of visitor that the home page opens a door for."""

    METHOD = "method", _("ik zoek een methode")
    CIRCLE = "circle", _("ik wil naar een leerkring")
    CONFERENCE = "session", _("ik kom naar de conferentie")
    AGENDA = "agenda", _("ik lees de Agenda")
