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


class ActivityState(models.TextChoices):
    """How far an activity is."""

    PLANNED = "planned", _("gepland")
    RUNNING = "running", _("loopt")
    DONE = "done", _("afgerond")
    STOPPED = "stopped", _("gestopt")


class BudgetKind(models.TextChoices):
    """What the money is for, as far as the sources divide it."""

    GRANT = "grant", _("uitkering aan gemeenten")
    OTHER = "other", _("overige activiteiten")


class AmountPrecision(models.TextChoices):
    """How exact an amount is in its source."""

    EXACT = "exact", _("precies")
    ABOUT = "about", _("ongeveer")
    OVER = "over", _("ruim")


class ParliamentaryKind(models.TextChoices):
    """Kinds of documents that went to, or came from, parliament."""

    LETTER = "letter", _("Kamerbrief")
    PROMISE = "promise", _("Toezegging")
    PROGRESS = "progress", _("Voortgangsbrief")
    REPORT = "report", _("Verslag")
    OTHER = "other", _("Ander stuk")
