"""Evidence: rows are only added, the latest of an axis counts, and what is not known is said."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.access import Role
from common.components import Mark
from knowledge.enums import AXIS_SCHEME, AXIS_VALUES, Axis, Quality
from knowledge.evidence import Evidence
from knowledge.models import AppendOnlyError, Assessment, MethodIndexPage, MethodPage
from knowledge.services import assess
from search.models import IndexTask
from tests.knowledge.factories import all_verdicts, judge, make_method, rolled_back

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 6, 1)


@pytest.fixture
def three_methods(index: MethodIndexPage) -> list[MethodPage]:
    """Methods that nobody judged."""
    return [make_method(index) for _ in range(3)]


def marks_of(method) -> list[tuple[str, str, str]]:
    rows = Assessment.objects.current().filter(method=method)
    return [(mark.axis, mark.value, mark.tone) for mark in Evidence.of(rows, today=TODAY).marks()]


def test_a_row_can_not_be_changed_or_removed(index: MethodIndexPage) -> None:
    row = judge(make_method(index), Axis.STAGE, "getest")
    row.value = "bewezen"

    for attempt in (
        row.save,
        row.delete,
        Assessment.objects.all().delete,
        lambda: Assessment.objects.update(value="bewezen"),
        lambda: Assessment.objects.bulk_update([row], ["value"]),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()

    assert list(Assessment.objects.values_list("value", flat=True)) == ["getest"]


def test_a_method_that_was_judged_can_not_be_deleted(index: MethodIndexPage) -> None:
    judged, other = make_method(index), make_method(index)
    judge(judged, Axis.STAGE, "getest")

    with pytest.raises(ProtectedError):
        judged.delete()
    other.delete()

    assert Assessment.objects.count() == 1


def test_a_row_outlives_the_account_that_added_it(index: MethodIndexPage, person) -> None:
    user = person(Role.REVIEWER)
    row = judge(make_method(index), Axis.STAGE, "getest", recorded_by=user.pk)

    user.delete()

    row.refresh_from_db()
    assert (row.recorded_by, row.assessed_by) == (None, "De redactie")


def test_the_latest_date_counts_and_of_one_date_the_last_one_added(index: MethodIndexPage) -> None:
    method = make_method(index)
    judge(method, Axis.STAGE, "bewezen", "2024-05-01")
    judge(method, Axis.STAGE, "getest", "2020-01-01")
    judge(method, Axis.DIRECTION, "positief", "2024-05-01")
    judge(method, Axis.DIRECTION, "gemengd", "2024-05-01")

    current = Assessment.objects.current().filter(method=method).order_by("axis")

    assert [(row.axis, row.value) for row in current] == [("fase", "bewezen"), ("richting", "gemengd")]
    assert [row.value for row in Assessment.objects.with_is_current().latest_first() if row.is_current] == [
        "gemengd",
        "bewezen",
    ]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"axis": Axis.STAGE, "value": "positief"}, "value"),
        ({"axis": Axis.STAGE, "value": ""}, "value"),
        ({"axis": Axis.STAGE, "value": "getest", "assessed_on": dt.date(2999, 1, 1)}, "assessed_on"),
        ({"axis": Axis.STAGE, "value": "getest", "quality": Quality.GOOD}, "quality"),
        ({"axis": Axis.EFFECT, "value": "gemeten"}, "quality"),
        ({"axis": Axis.EFFECT, "value": "niet-gemeten", "quality": Quality.GOOD}, "quality"),
        ({"axis": Axis.STAGE, "value": "getest", "valid_until": dt.date(2023, 1, 1)}, "valid_until"),
        ({"axis": Axis.STAGE, "value": "getest", "reason": ""}, "reason"),
        ({"axis": Axis.STAGE, "value": "getest", "assessed_by": ""}, "assessed_by"),
    ],
)
def test_the_service_refuses_what_contradicts_itself(index: MethodIndexPage, fields: dict, field: str) -> None:
    method = make_method(index)
    IndexTask.objects.all().delete()
    complete = {"assessed_on": dt.date(2024, 1, 1), "assessed_by": "De redactie", "reason": "Daarom."} | fields

    with pytest.raises(ValidationError) as refused:
        assess(method, **complete)

    assert list(refused.value.message_dict) == [field]
    assert Assessment.objects.count() == 0
    assert IndexTask.objects.count() == 0


def test_the_database_refuses_a_value_of_another_axis(index: MethodIndexPage) -> None:
    method = make_method(index)

    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment(
            method=method, axis="fase", value="positief", scheme="platform", assessed_on=TODAY, reason="x"
        ).save()


@pytest.mark.parametrize(("axis", "value"), list(all_verdicts()))
def test_every_verdict_that_exists_can_be_given_and_told(index: MethodIndexPage, axis: Axis, value: str) -> None:
    method = make_method(index)

    row = judge(method, axis, value)
    evidence = Evidence.of([row], today=TODAY)

    assert row.scheme == AXIS_SCHEME[axis]
    assert row.value_label == str(AXIS_VALUES[axis](value).label)
    assert [mark.axis for mark in evidence.marks()] == ["stage", "recognition", "measured", "direction"]
    assert all(sentence for _label, sentence in evidence.meaning())
    assert len(evidence.measured_table().rows) == 5


@pytest.mark.parametrize(
    ("value", "on", "until"),
    [
        ("goed-beschreven", "2024-02-29", "2027-02-28"),
        ("goed-onderbouwd", "2024-02-29", "2029-02-28"),
        ("sterke-aanwijzingen", "2020-06-01", "2025-06-01"),
        ("niet-erkend", "2020-06-01", None),
        ("onder-voorbehoud", "2020-06-01", None),
    ],
)
def test_a_recognition_ends_when_its_level_does(index: MethodIndexPage, value: str, on: str, until: str | None) -> None:
    row = judge(make_method(index), Axis.RECOGNITION, value, on)

    assert row.valid_until == (dt.date.fromisoformat(until) if until else None)


def test_an_end_date_that_is_given_stands(index: MethodIndexPage) -> None:
    end = dt.date(2025, 1, 1)

    assert judge(make_method(index), Axis.RECOGNITION, "goed-beschreven", valid_until=end).valid_until == end


def test_a_row_reads_as_a_sentence(index: MethodIndexPage) -> None:
    assert str(judge(make_method(index), Axis.STAGE, "getest")) == "Fase: Getest (01-05-2024)"


def test_adding_an_assessment_renews_the_index(index: MethodIndexPage) -> None:
    method = make_method(index)
    IndexTask.objects.all().delete()

    judge(method, Axis.STAGE, "getest")

    assert list(IndexTask.objects.values_list("kind", "public_id")) == [("method", method.public_id)]


# --- Marks -----------------------------------------------------------------------------------------------------------


def test_what_nobody_judged_is_unknown_on_all_four_marks(index: MethodIndexPage) -> None:
    assert marks_of(make_method(index)) == [
        ("stage", "Onbekend", "unknown"),
        ("recognition", "Onbekend", "unknown"),
        ("measured", "Onbekend", "unknown"),
        ("direction", "Onbekend", "unknown"),
    ]


def test_four_marks_that_are_never_one(index: MethodIndexPage) -> None:
    method = make_method(
        index,
        evidence={
            Axis.STAGE: "landelijk-uitgerold",
            Axis.RECOGNITION: "goed-onderbouwd",
            Axis.ECONOMICS: "gemeten",
            Axis.EFFECT: "gemeten",
            Axis.MECHANISM: "beschreven",
            Axis.DIRECTION: "geen-effect",
        },
    )

    assert marks_of(method) == [
        ("stage", "Landelijk uitgerold", "neutral"),
        ("recognition", "Goed onderbouwd", "neutral"),
        ("measured", "Effect, kosten", "neutral"),
        ("direction", "Geen effect", "none"),
    ]


def test_described_is_not_measured(index: MethodIndexPage) -> None:
    method = make_method(index, evidence={Axis.EFFECT: "niet-gemeten", Axis.MECHANISM: "beschreven"})

    assert marks_of(method)[2] == ("measured", "Nog niets", "unknown")


def test_a_recognition_holds_to_the_end_of_its_last_day(index: MethodIndexPage) -> None:
    rows = [judge(make_method(index), Axis.RECOGNITION, "goed-beschreven", valid_until=dt.date(2025, 3, 31))]

    held = Evidence.of(rows, today=dt.date(2025, 3, 31))
    ended = Evidence.of(rows, today=dt.date(2025, 4, 1))

    assert held.marks()[1] == Mark("recognition", "Erkenning", "Goed beschreven", "neutral")
    assert ended.marks()[1] == Mark("recognition", "Erkenning", "Goed beschreven (verlopen)", "mixed")
    assert held.meaning()[1][1].endswith("De erkenning geldt tot en met 31 maart 2025.")
    assert ended.meaning()[1][1].endswith("De erkenning gold tot en met 31 maart 2025.")


def test_a_dimension_without_a_judgement_says_so(index: MethodIndexPage) -> None:
    row = judge(make_method(index), Axis.IMPLEMENTATION, "gemeten", quality=Quality.WEAK)

    table = [[cell.text for cell in cells] for cells in Evidence.of([row], today=TODAY).measured_table().rows]

    assert table[0] == ["Werkt het?", "Onbekend", "Onbekend"]
    assert table[3] == ["Lukt de uitvoering?", "Onderzocht", "Zwak onderzoek"]


VERDICTS = st.tuples(
    st.integers(min_value=0, max_value=2),
    st.sampled_from(list(all_verdicts())),
    st.dates(dt.date(2024, 1, 1), dt.date(2024, 1, 4)),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(judged=st.lists(VERDICTS, max_size=25))
def test_the_database_finds_what_a_recount_finds(three_methods: list[MethodPage], judged: list) -> None:
    with rolled_back():
        for number, (axis, value), day in judged:
            judge(three_methods[number], axis, value, day.isoformat())
        recount: dict[tuple[int, str], Assessment] = {}
        for row in Assessment.objects.order_by("pk"):
            earlier = recount.get((row.method_id, row.axis))
            if earlier is None or row.assessed_on >= earlier.assessed_on:
                recount[row.method_id, row.axis] = row

        assert set(Assessment.objects.current()) == set(recount.values())
        for method in MethodPage.objects.with_evidence():
            stage, direction = recount.get((method.pk, Axis.STAGE)), recount.get((method.pk, Axis.DIRECTION))
            assert method.stage_now == (stage.value if stage else "onbekend")
            assert method.direction_now == (direction.value if direction else "onbekend")
