"""Erasing rows together with the files that hang on them, which a database does not do."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import FileField, QuerySet

from common.privacy.contracts import Person, PersonalData
from common.privacy.registry import declared_models
from common.privacy.selectors import rows_of


def delete_with_files(rows: QuerySet[Any]) -> int:
    """Delete rows, and their files once that is committed; return how many rows went.

    A file is removed after the commit: a transaction that is rolled back leaves a row whose file is still there.
    """
    fields = [field for field in rows.model._meta.concrete_fields if isinstance(field, FileField)]
    number = 0
    for row in rows:
        files = [getattr(row, field.name) for field in fields if getattr(row, field.name)]
        row.delete()
        number += 1
        for file in files:
            transaction.on_commit(lambda storage=file.storage, name=file.name: storage.delete(name), robust=True)  # type: ignore[misc]
    return number


def deleting_with_files(model: str) -> Callable[[Person], int]:
    """What erases the rows of a person in a model with files, for `EraseBy`."""

    def run(person: Person) -> int:
        declared = declared_models()[model.lower()]
        return delete_with_files(rows_of(declared, person)) if isinstance(declared, PersonalData) else 0

    return run
