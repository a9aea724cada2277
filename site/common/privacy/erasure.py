"""Erasing one person from every declared model."""

from typing import Any

from django.db import transaction

from common.privacy.contracts import Delete, EraseBy, Person, PersonalData, Pseudonymise
from common.privacy.registry import declarations
from common.privacy.selectors import holdings_of, rows_of


@transaction.atomic
def erase_person(person: Person) -> dict[str, Any]:
    """Do for every model what it declares; either all of it is done, or nothing.

    Returns by model how many rows were erased or emptied, and how many stay and lead to nobody: numbers only.
    """
    before = {each.declaration.model: each.number for each in holdings_of(person)}
    erased: dict[str, int] = {}
    for declaration in declarations():
        if isinstance(declaration.erasure, Delete):
            # Some go along with rows of another model before it is their turn, so what counts was counted before.
            rows_of(declaration, person).delete()
            number = before.get(declaration.model, 0)
        else:
            number = _change(declaration, person)
        if number:
            erased[declaration.model] = number
    return {"erased": erased, "kept": {model: number for model, number in before.items() if model not in erased}}


def _change(declaration: PersonalData, person: Person) -> int:
    erasure = declaration.erasure
    if isinstance(erasure, Pseudonymise):
        return int(rows_of(declaration, person).update(**erasure.values))
    return erasure.run(person) if isinstance(erasure, EraseBy) else 0
