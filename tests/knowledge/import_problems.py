"""Importing a file with something wrong, and seeing that nothing is stored."""

from pathlib import Path

from django.db.models import Model

from knowledge.models import Assessment, Concept, ImportedRecord, MethodPage
from knowledge.services import import_library
from search.models import IndexTask

STORED: tuple[type[Model], ...] = (Concept, MethodPage, Assessment, ImportedRecord, IndexTask)


def found(path: Path) -> list[tuple[str, str]]:
    """Import, and return for each problem where it is and why; whatever happens, nothing may be stored."""
    before = {model: list(model.objects.order_by("pk").values()) for model in STORED}

    report = import_library(path)

    assert {model: list(model.objects.order_by("pk").values()) for model in STORED} == before
    assert all(problem.place.file for problem in report.problems)
    return [
        (problem.column if problem.place.path else where(problem.place.sheet, problem.place.row, problem.column), text)
        for problem in report.problems
        for text in [problem.reason]
    ]


def where(sheet: str, row: int | None, column: str) -> str:
    return f"{sheet}:{row or ''}:{column}"
