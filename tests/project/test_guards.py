"""The list of guards is in step with the code; running it is a command of its own, see guards.py."""

import pytest

from config.env import BASE_DIR
from tests.project.guards import GUARDS, Guard


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_a_guard_stands_once_in_its_file(guard: Guard) -> None:
    assert (BASE_DIR / guard.file).read_text().count(guard.snippet) == 1


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_the_tests_of_a_guard_exist(guard: Guard) -> None:
    files = [word for word in guard.tests.split() if word.startswith("tests/")]

    assert files
    assert all((BASE_DIR / file).is_file() for file in files)


def test_there_are_at_least_ten_guards_with_names_of_their_own() -> None:
    assert len({guard.name for guard in GUARDS}) == len(GUARDS) >= 10
