"""Dates, amounts and absent facts in words."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from agenda.dates import written_date, written_period, written_years
from agenda.facts import fact, state_label
from agenda.models import Milestone
from agenda.models.grant import written_millions
from agenda.money import euros, millions
from common.components import Fact

DAY = dt.date(2023, 7, 7)
CHECKED_ON = dt.date(2026, 11, 24)


@pytest.mark.parametrize(("precision", "expected"), [("day", "7 juli 2023"), ("month", "juli 2023"), ("year", "2023")])
def test_a_date_is_as_exact_as_it_is_known(precision: str, expected: str) -> None:
    assert written_date(DAY, precision) == expected


def test_a_period_has_two_ends_and_a_day_one() -> None:
    assert written_period(dt.date(2023, 8, 1), dt.date(2023, 9, 30)) == "1 augustus 2023 tot en met 30 september 2023"
    assert written_period(DAY, None) == "7 juli 2023"
    assert written_period(DAY, DAY) == "7 juli 2023"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(2023, 2025, "2023-2025"), (2026, 2026, "2026"), (2025, None, "vanaf 2025"), (None, None, "")],
)
def test_years_in_words(first: int | None, last: int | None, expected: str) -> None:
    assert written_years(first, last) == expected


def test_amounts_have_dots_and_a_space_that_does_not_break() -> None:
    assert euros(3_483_000) == "€\u00a03.483.000"
    assert millions(250) == "€\u00a0250\u00a0miljoen"


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("exact", "€\u00a0250\u00a0miljoen"),
        ("about", "ongeveer €\u00a0250\u00a0miljoen"),
        ("over", "ruim €\u00a0250\u00a0miljoen"),
    ],
)
def test_an_amount_is_as_exact_as_its_source(precision: str, expected: str) -> None:
    assert written_millions(250, precision) == expected


def test_a_fact_without_a_source_says_when_it_was_looked_for() -> None:
    absent = fact("Eigenaar", "", checked_on=CHECKED_ON, url="/elders/")
    known = fact("Eigenaar", "Het ministerie", checked_on=CHECKED_ON, url="/elders/")

    assert absent == Fact(label="Eigenaar", value="niet openbaar gevonden op 24 november 2026", url="")
    assert known == Fact(label="Eigenaar", value="Het ministerie", url="/elders/")


def test_a_state_has_its_date() -> None:
    assert state_label("running", DAY, checked_on=CHECKED_ON) == "loopt, sinds 7 juli 2023"
    assert state_label(None, None, checked_on=CHECKED_ON) == "niet openbaar gevonden op 24 november 2026"


def test_a_moment_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValidationError) as error:
        Milestone(date=DAY, until=dt.date(2023, 7, 6), title="Fout").clean()

    assert error.value.message_dict == {"until": ["De laatste dag ligt voor de eerste dag."]}
