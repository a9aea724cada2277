"""What a method page says of the evidence is what the rows say, recounted by hand for 1,000 random sets of rows.

The recount follows the rules as decisions 30 and 35 tell them, in plain Python and with the words written out again.
"""

import datetime as dt
import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from common.access import ANONYMOUS
from knowledge.enums import AXIS_SCHEME, AXIS_VALUES, EMMIE_AXES, Again, Axis, EvaluationType, Measured, Quality
from knowledge.experience import Experience, method_experience
from knowledge.models import Assessment, Evaluation, MethodIndexPage, MethodPage, Outcome, UseCase
from knowledge.profile import MethodProfile, method_profile
from tests.knowledge.factories import judge, make_evaluation, make_method, rolled_back

pytestmark = pytest.mark.django_db

SETS = 1_000
# Method pages are made once and get other rows for every example.
METHODS = 25
# The last methods of a batch: their pages exist, and what hangs on them is for nobody.
RESTRICTED, UNPUBLISHED = METHODS - 2, METHODS - 1

TODAY = dt.date(2026, 6, 1)
UNKNOWN = "Onbekend"

# --- Random rows -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Judged:
    """One row of evidence, before it is stored."""

    axis: Axis
    value: str
    quality: int | None
    on: dt.date
    valid_until: dt.date | None

    def stored(self, method: MethodPage) -> Assessment:
        return Assessment(
            method=method,
            axis=self.axis,
            value=self.value,
            quality=self.quality,
            scheme=AXIS_SCHEME[self.axis],
            assessed_on=self.on,
            valid_until=self.valid_until,
            assessed_by="De redactie",
            reason="Daarom.",
        )


@dataclass(frozen=True)
class Rows:
    """Everything that is known of one method: evidence, evaluations as (published, type, outcomes), use cases alike."""

    evidence: list[Judged]
    evaluations: list[tuple[bool, str, list[str]]]
    use_cases: list[tuple[bool, str]]


# Few days, so that many rows are of the same one; today is among them.
DAYS = (0, 0, 1, 30, 400, 1_100, 2_000)


@st.composite
def judgements(draw: st.DrawFn) -> Judged:
    axis = draw(st.sampled_from(Axis))
    value = draw(st.sampled_from(AXIS_VALUES[axis].values))
    on = TODAY - dt.timedelta(days=draw(st.sampled_from(DAYS)))
    measured = axis in EMMIE_AXES and value == Measured.MEASURED
    # Valid until yesterday, today or later, or without an end.
    end = draw(st.sampled_from([None, -1, 0, 700])) if axis == Axis.RECOGNITION else None
    return Judged(
        axis=axis,
        value=value,
        quality=draw(st.sampled_from([quality.value for quality in Quality if quality])) if measured else None,
        on=on,
        valid_until=None if end is None else max(on, TODAY + dt.timedelta(days=end)),
    )


PUBLISHED = st.sampled_from([True, True, False])
TYPES = st.sampled_from(["effect", "effect", *EvaluationType.values])
OUTCOMES = st.lists(st.sampled_from(["positief", "geen-effect", "gemengd", "negatief"]), max_size=3)
ROWS = st.builds(
    Rows,
    evidence=st.lists(judgements(), max_size=8),
    evaluations=st.lists(st.tuples(PUBLISHED, TYPES, OUTCOMES), max_size=4),
    use_cases=st.lists(st.tuples(PUBLISHED, st.sampled_from(Again.values)), max_size=4),
)


# --- The recount -----------------------------------------------------------------------------------------------------

STAGES = {
    "in-ontwikkeling": "In ontwikkeling",
    "getest": "Getest",
    "geevalueerd": "Geëvalueerd",
    "bewezen": "Bewezen",
    "landelijk-uitgerold": "Landelijk uitgerold",
    "gestopt": "Gestopt",
}
RECOGNITIONS = {
    "niet-voorgelegd": "Niet voorgelegd",
    "niet-erkend": "Niet erkend",
    "onder-voorbehoud": "Onder voorbehoud",
    "goed-beschreven": "Goed beschreven",
    "goed-onderbouwd": "Goed onderbouwd",
    "eerste-aanwijzingen": "Effectief volgens eerste aanwijzingen",
    "goede-aanwijzingen": "Effectief volgens goede aanwijzingen",
    "sterke-aanwijzingen": "Effectief volgens sterke aanwijzingen",
}
DIRECTIONS = {
    "positief": "Positief",
    "geen-effect": "Geen effect",
    "gemengd": "Gemengd",
    "negatief": "Negatief",
    "onbekend": UNKNOWN,
}
EFFECTS = {
    "positief": "Onderzoek laat een effect zien in de richting van het doel.",
    "geen-effect": "Er is gemeten, en er was geen effect.",
    "gemengd": "Het effect is wisselend: goed voor de een of op de ene plek, niet op de andere.",
    "negatief": "Onderzoek laat een averechts effect zien.",
    "onbekend": "Het is niet bekend of de methode werkt.",
}
DIMENSIONS = {
    "effect": ("effect", "Werkt het?"),
    "mechanisme": ("werking", "Waardoor werkt het?"),
    "omstandigheden": ("omstandigheden", "Voor wie en waar werkt het?"),
    "uitvoering": ("uitvoering", "Lukt de uitvoering?"),
    "kosten": ("kosten", "Wat kost het en wat levert het op?"),
}
MEASURED = {
    "gemeten": "Onderzocht",
    "beschreven": "Beschreven, niet gemeten",
    "niet-gemeten": "Niet gemeten",
}
QUALITIES = {
    None: "Geen onderzoek",
    1: "Zwak onderzoek",
    2: "Redelijk onderzoek",
    3: "Goed onderzoek",
    4: "Sterk onderzoek",
}
AGAIN = {"ja": "Ja", "ja-mits": "Ja, mits", "nee": "Nee"}


def value_now(rows: Rows, axis: str) -> Judged | None:
    """The newest row of an axis, and of one day the one that was added last."""
    latest = None
    for row in rows.evidence:
        if row.axis == axis and (latest is None or row.on >= latest.on):
            latest = row
    return latest


def recount_marks(rows: Rows) -> list[tuple[str, str]]:
    """Stage, recognition, what was measured and direction, in words."""
    stage, recognition = value_now(rows, "fase"), value_now(rows, "erkenning")
    direction = value_now(rows, "richting")
    known = UNKNOWN
    if recognition:
        ended = recognition.valid_until is not None and recognition.valid_until < TODAY
        known = RECOGNITIONS[recognition.value] + (" (verlopen)" if ended else "")
    profile = [(DIMENSIONS[axis][0], value_now(rows, axis)) for axis in DIMENSIONS]
    measured = ", ".join(word for word, row in profile if row and row.value == "gemeten")
    judged = any(row for _word, row in profile)
    return [
        ("Fase", STAGES[stage.value] if stage else UNKNOWN),
        ("Erkenning", known),
        ("Gemeten", measured.capitalize() or ("Nog niets" if judged else UNKNOWN)),
        ("Richting", DIRECTIONS[direction.value] if direction else UNKNOWN),
    ]


def recount_profile(rows: Rows) -> list[list[str]]:
    """The table of EMMIE, in words."""
    found = []
    for axis, (_word, question) in DIMENSIONS.items():
        row = value_now(rows, axis)
        found.append([question, MEASURED[row.value], QUALITIES[row.quality]] if row else [question, UNKNOWN, UNKNOWN])
    return found


def recount_directions(rows: Rows) -> dict[str, int]:
    """How many published evaluations point which way: where their outcomes agree, else "gemengd".

    A plan, a process or what it cost has no direction of effect.
    """
    counts = dict.fromkeys(DIRECTIONS.values(), 0)
    for published, kind, outcomes in rows.evaluations:
        if published:
            agreed = outcomes[0] if len(set(outcomes)) == 1 else "gemengd"
            known = outcomes and kind not in {"plan", "proces", "kosten"}
            counts[DIRECTIONS[agreed if known else "onbekend"]] += 1
    return counts


def recount_again(rows: Rows) -> dict[str, int]:
    """How many published use cases would do it again."""
    counts = dict.fromkeys(AGAIN.values(), 0)
    for published, answer in rows.use_cases:
        counts[AGAIN[answer]] += published
    return counts


# --- The page --------------------------------------------------------------------------------------------------------


@pytest.fixture
def methods(index: MethodIndexPage) -> list[MethodPage]:
    """The methods of a batch, without any rows."""
    made = [make_method(index) for _ in range(METHODS)]
    PageViewRestriction.objects.create(page=made[RESTRICTED], restriction_type=PageViewRestriction.LOGIN)
    made[UNPUBLISHED].unpublish()
    return made


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC), tick=False):
        yield


def store(methods: list[MethodPage], batch: list[Rows]) -> None:
    """Store a batch in the order of its rows: of one day, what is added last counts."""
    pairs = list(zip(methods, batch, strict=True))
    Assessment.objects.bulk_create(row.stored(method) for method, rows in pairs for row in rows.evidence)
    evaluations = [
        (record(Evaluation, method, published, type=kind, design="voor-en-na"), outcomes)
        for method, rows in pairs
        for published, kind, outcomes in rows.evaluations
    ]
    Evaluation.objects.bulk_create([evaluation for evaluation, _outcomes in evaluations])
    Outcome.objects.bulk_create(
        Outcome(evaluation=evaluation, measure="Maat", direction=direction, size="Klein.")
        for evaluation, outcomes in evaluations
        for direction in outcomes
    )
    UseCase.objects.bulk_create(
        record(UseCase, method, published, again=again, filled_in_on=TODAY, organisation="Welzijn Voorbeeld")
        for method, rows in pairs
        for published, again in rows.use_cases
    )


def record(model: Any, method: MethodPage, published: bool, **fields: Any) -> Any:
    number = next(_numbers)
    return model(
        method=method,
        live=published,
        title=f"Verslag {number}",
        slug=f"verslag-{number}",
        municipality="Voorbeeldstad",
        period_from=TODAY - dt.timedelta(days=number % 900),
        **fields,
    )


_numbers = iter(range(10_000_000))


def told(profile: MethodProfile) -> tuple[list[tuple[str, str]], list[list[str]]]:
    """The marks and the table of EMMIE as the page is given them."""
    marks = [(mark.label, mark.value) for mark in profile.marks]
    return marks, [[cell.text for cell in row] for row in profile.measured.rows]


def counted(experience: Experience) -> tuple[dict[str, int], dict[str, int]]:
    directions = {fact.label: int(fact.value) for fact in experience.directions}
    return directions, {fact.label: int(fact.value) for fact in experience.again}


def text_of(page: str) -> str:
    """The words of a page, with one space between them."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def sentence(counts: Mapping[str, int]) -> str:
    return " ".join(f"{label}: {number}" for label, number in counts.items())


def test_the_summary_equals_a_recount_for_1000_sets_of_rows(client: Client, methods: list[MethodPage]) -> None:
    seen: Counter[str] = Counter()

    @given(batch=st.lists(ROWS, min_size=METHODS, max_size=METHODS))
    @settings(
        max_examples=SETS // METHODS,
        # A batch is shrunk for minutes and stays long; the assertion names the set of rows.
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[*HealthCheck],
        database=None,
    )
    def every_method_says_what_its_rows_say(batch: list[Rows]) -> None:
        with rolled_back():
            store(methods, batch)
            values = {page.pk: page for page in MethodPage.objects.with_evidence()}
            for place, (method, rows) in enumerate(zip(methods, batch, strict=True)):
                assert_summary(method, rows, hidden=place in {RESTRICTED, UNPUBLISHED})
                stage, direction = value_now(rows, "fase"), value_now(rows, "richting")
                assert values[method.pk].stage_now == (stage.value if stage else "onbekend")
                assert values[method.pk].direction_now == (direction.value if direction else "onbekend")
                seen["sets"] += 1
                seen["unknown"] += ("Richting", UNKNOWN) in recount_marks(rows)
                seen["ended"] += "(verlopen)" in str(recount_marks(rows))
            # One page per batch as a visitor reads it.
            place = seen["pages"] % RESTRICTED
            seen["pages"] += 1
            assert_page(client, methods[place], batch[place])

    every_method_says_what_its_rows_say()

    assert seen["sets"] >= SETS
    assert seen["pages"] >= SETS // METHODS
    # The random sets are about what they have to be about.
    assert seen["unknown"] > 100
    assert seen["ended"] > 10


def assert_summary(method: MethodPage, rows: Rows, *, hidden: bool) -> None:
    request = RequestFactory().get("/")
    marks, dimensions = told(method_profile(method, viewer=ANONYMOUS, request=request))
    experience = method_experience(method, ANONYMOUS)
    shown = Rows(rows.evidence, [], []) if hidden else rows

    assert marks == recount_marks(rows), rows
    assert dimensions == recount_profile(rows), rows
    assert counted(experience) == (recount_directions(shown), recount_again(shown))
    assert sum(map(int, re.findall(r"\d+", experience.where_not_in_short))) == sum(
        (recount_directions(shown) | recount_again(shown))[label]
        for label in ("Negatief", "Geen effect", "Gemengd", "Nee")
    )
    assert experience.evaluation_total == sum(published for published, _kind, _outcomes in shown.evaluations)
    assert experience.use_case_total == sum(published for published, _again in shown.use_cases)


def assert_page(client: Client, method: MethodPage, rows: Rows) -> None:
    """The words stand on the page itself."""
    text = text_of(client.get(method.get_url()).content.decode())
    direction = value_now(rows, "richting")

    for label, value in recount_marks(rows):
        assert f"{label} {value}" in text
    assert f"Werkt het? {EFFECTS[direction.value if direction else 'onbekend']}" in text
    for row in recount_profile(rows):
        assert " ".join(row) in text
    if any(recount_directions(rows).values()):
        assert sentence(recount_directions(rows)) in text
    else:
        assert "Op deze site staat geen openbaar onderzoek naar deze methode." in text
    if any(recount_again(rows).values()):
        assert sentence(recount_again(rows)) in text
    else:
        assert "Op deze site staat geen openbare ervaring van een organisatie met deze methode." in text


def test_nothing_known_is_said_in_every_place(client: Client, methods: list[MethodPage]) -> None:
    text = text_of(client.get(methods[0].get_url()).content.decode())

    for mark in ("Fase", "Erkenning", "Gemeten", "Richting"):
        assert f"{mark} Onbekend" in text
    assert text.count("? Onbekend Onbekend") == 5
    assert "Het is niet bekend of de methode werkt." in text
    assert "De fase is niet bekend." in text
    assert "Er is geen erkenning bekend." in text
    assert "Nog niemand heeft deze methode beoordeeld." in text


def test_a_recognition_that_ended_is_not_a_recognition_of_now(client: Client, methods: list[MethodPage]) -> None:
    judge(methods[0], Axis.RECOGNITION, "goed-onderbouwd", "2021-05-31")
    judge(methods[1], Axis.RECOGNITION, "goed-onderbouwd", "2021-06-01")

    ended, valid = (text_of(client.get(method.get_url()).content.decode()) for method in methods[:2])

    assert "Erkenning Goed onderbouwd (verlopen)" in ended
    assert "De erkenning gold tot en met 31 mei 2026." in ended
    assert "Erkenning Goed onderbouwd Gemeten" in valid
    assert "De erkenning geldt tot en met 1 juni 2026." in valid


def test_a_verdict_of_tomorrow_is_refused_and_changes_nothing(methods: list[MethodPage]) -> None:
    judge(methods[0], Axis.STAGE, "getest", "2026-06-01")

    for axis in Axis:
        with pytest.raises(ValidationError):
            judge(methods[0], axis, AXIS_VALUES[axis].values[0], "2026-06-02")

    marks, _dimensions = told(method_profile(methods[0], viewer=ANONYMOUS, request=RequestFactory().get("/")))
    assert marks == [("Fase", "Getest"), ("Erkenning", UNKNOWN), ("Gemeten", UNKNOWN), ("Richting", UNKNOWN)]
    assert timezone.localdate() == TODAY


def test_a_draft_of_a_published_evaluation_changes_no_count(client: Client, methods: list[MethodPage]) -> None:
    evaluation = make_evaluation(methods[0], "positief")
    evaluation.outcomes.set([Outcome(measure="Maat", direction="negatief", size="Klein.")])
    evaluation.save_revision()

    text = text_of(client.get(methods[0].get_url()).content.decode())

    assert "Positief: 1 Geen effect: 0 Gemengd: 0 Negatief: 0 Onbekend: 0" in text
