"""The one declaration of what an import file holds: tables, their columns, and what hangs below a record."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from knowledge.blocks import ConditionBlock, ModeratorBlock, PartBlock, StepBlock
from knowledge.enums import AXIS_VALUES
from knowledge.importing.columns import Column, block_columns, model_columns
from knowledge.importing.lists import References, Words
from knowledge.importing.values import Choice, FileName, Identifier, Reference, Slug
from knowledge.models import (
    Assessment,
    Concept,
    Evaluation,
    LessonPage,
    LessonRelation,
    LibraryIndexPage,
    MethodCost,
    MethodIndexPage,
    MethodMaterial,
    MethodPage,
    MethodRelation,
    Outcome,
    PublicationFile,
    PublicationPage,
    UseCase,
)


@dataclass(frozen=True)
class Table:
    """A kind of record, or a list below one: a sheet, a CSV file, or a list in JSON."""

    name: str
    label: str
    # None for the items of a StreamField.
    model: Any
    columns: tuple[Column, ...]
    # Of a kind of page: the page type that it stands below.
    parent: Any = None
    # Lists below a record of this table.
    children: tuple["Table", ...] = ()
    # Of a list below a record: the column that names the record, the field of the record that holds the list, the
    # StreamField block that an item is, its name within a record in JSON, and whether a record needs at least one row.
    owner: Column | None = None
    field: str = ""
    block: str = ""
    in_json: str = ""
    required: bool = False

    @property
    def sheet_columns(self) -> tuple[Column, ...]:
        """The columns of the sheet or the CSV file."""
        return (self.owner, *self.columns) if self.owner else self.columns

    @property
    def name_column(self) -> str:
        """The column with the name of a record: its slug, or the code of a concept."""
        return "notation" if self.name == "concepts" else "slug"

    @property
    def key_in_json(self) -> str:
        """What the list is called within a record."""
        return self.in_json or self.name

    def column(self, name: str) -> Column:
        """The column with this name; raises KeyError."""
        return {column.name: column for column in self.sheet_columns}[name]

    def column_for(self, field: str) -> Column | None:
        """The column that fills a field."""
        return next((column for column in self.columns if column.target == field), None)


def _reference(name: str, kind: str, **changes: Any) -> Column:
    column = Column(name=name, type=Reference(kind=kind), label=f"slug in ‘{kind}’", required=True)
    return replace(column, **changes)


PUBLIC_ID = Column(name="public_id", type=Identifier(), label="permanent kenmerk")
METHOD = _reference("method", "methods")
METHODS_OF_ITEM = Column(name="methods", type=References("methods"), label="methoden", field="method_links")
FILE = Column(name="file", type=FileName(), label="bestand")

CONCEPTS = Table(
    name="concepts",
    label="Begrippen",
    model=Concept,
    columns=(
        *model_columns(
            Concept,
            "scheme notation label alternative_labels description",
            types={"alternative_labels": Words()},
            alternative_labels="alternatives",
        ),
        Column(name="parent", type=Slug(max_length=60), label="code van het bredere begrip"),
        *model_columns(Concept, "exact_match"),
    ),
)

# --- Methods ---------------------------------------------------------------------------------------------------------

COSTS = Table(
    name="costs",
    label="Bedragen van een methode",
    model=MethodCost,
    owner=METHOD,
    field="costs",
    columns=model_columns(MethodCost, "basis amount_from amount_to price_year"),
)
APPROACH = Table(
    name="approach",
    label="Stappen van de aanpak",
    model=None,
    owner=METHOD,
    field="approach",
    block="step",
    required=True,
    columns=block_columns(StepBlock),
)
CONDITIONS = Table(
    name="conditions",
    label="Randvoorwaarden",
    model=None,
    owner=METHOD,
    field="conditions",
    block="condition",
    required=True,
    columns=block_columns(ConditionBlock),
)
PARTS = Table(
    name="parts",
    label="Wat moet blijven en wat mag anders",
    model=None,
    owner=METHOD,
    field="parts",
    block="part",
    columns=block_columns(PartBlock),
)
MODERATORS = Table(
    name="moderators",
    label="Wanneer een methode beter of slechter werkt",
    model=None,
    owner=METHOD,
    field="moderators",
    block="moderator",
    columns=block_columns(ModeratorBlock),
)
MATERIALS = Table(
    name="materials",
    label="Materiaal bij een methode",
    model=MethodMaterial,
    owner=METHOD,
    field="materials",
    columns=(
        *model_columns(MethodMaterial, "title"),
        FILE,
        *model_columns(MethodMaterial, "url language licence note"),
    ),
)
RELATED = Table(
    name="related",
    label="Wat een methode is voor een andere methode",
    model=MethodRelation,
    owner=METHOD,
    field="relations",
    columns=(
        # In JSON the list stands in the record, so that this name is free for the other method.
        _reference("related", "methods", in_json="method"),
        *model_columns(MethodRelation, "kind"),
    ),
)
EVIDENCE = Table(
    name="evidence",
    label="Oordelen over een methode: worden toegevoegd, nooit veranderd of weggehaald",
    model=Assessment,
    owner=METHOD,
    field="evidence",
    columns=model_columns(
        Assessment,
        "axis value quality assessed_on assessed_by reason valid_until",
        types={"value": Choice({value: label for values in AXIS_VALUES.values() for value, label in values.choices})},
        assessed_on="on",
        assessed_by="by",
    ),
)
METHODS = Table(
    name="methods",
    label="Methoden",
    model=MethodPage,
    parent=MethodIndexPage,
    columns=(
        PUBLIC_ID,
        *model_columns(
            MethodPage,
            "slug title kind tagline summary other_names is_example themes target_groups audience settings scales "
            "prevention_levels forms risk_factors protective_factors problem aim evidence_text duration hours_from "
            "hours_to costs_text risks first_steps steward review_on",
            types={"other_names": Words()},
        ),
    ),
    children=(COSTS, APPROACH, CONDITIONS, PARTS, MODERATORS, MATERIALS, RELATED, EVIDENCE),
)

# --- Evaluations and use cases ---------------------------------------------------------------------------------------

OUTCOMES = Table(
    name="outcomes",
    label="Uitkomsten van een evaluatie",
    model=Outcome,
    owner=_reference("evaluation", "evaluations"),
    field="outcomes",
    columns=model_columns(Outcome, "measure direction size follow_up_months"),
)
_CONTEXT = (
    "municipality size_class urbanity period_from period_to delivered_by themes target_groups settings adaptations"
)
EVALUATIONS = Table(
    name="evaluations",
    label="Evaluaties",
    model=Evaluation,
    columns=(
        PUBLIC_ID,
        METHOD,
        *model_columns(
            Evaluation,
            "slug title summary is_example type design researchers commissioner independent participants dropouts "
            f"{_CONTEXT} worked_for not_for mechanism barriers limitations report report_url owner_reaction review_on",
        ),
    ),
    children=(OUTCOMES,),
)
USE_CASES = Table(
    name="use_cases",
    label="Toepassingen",
    model=UseCase,
    columns=(
        PUBLIC_ID,
        METHOD,
        *model_columns(
            UseCase,
            "slug title summary is_example organisation filled_in_by filled_in_on is_checked "
            f"{_CONTEXT} hours costs helped hindered again again_reason review_on",
        ),
    ),
)

# --- Publications and lessons ----------------------------------------------------------------------------------------

PUBLICATION_FILES = Table(
    name="publication_files",
    label="Bestanden bij een publicatie",
    model=PublicationFile,
    owner=_reference("publication", "publications"),
    field="files",
    in_json="files",
    columns=(*model_columns(PublicationFile, "title"), FILE, *model_columns(PublicationFile, "url")),
)
PUBLICATIONS = Table(
    name="publications",
    label="Publicaties",
    model=PublicationPage,
    parent=LibraryIndexPage,
    columns=(
        PUBLIC_ID,
        *model_columns(
            PublicationPage,
            "slug title type summary is_example body authors publisher dated_on language licence themes target_groups "
            "settings",
        ),
        METHODS_OF_ITEM,
    ),
    children=(PUBLICATION_FILES,),
)
LESSON_RELATIONS = Table(
    name="lesson_relations",
    label="Wat een les zegt over een andere les",
    model=LessonRelation,
    owner=_reference("lesson", "lessons"),
    field="relations",
    in_json="relations",
    columns=(_reference("related", "lessons", in_json="lesson"), *model_columns(LessonRelation, "kind")),
)
LESSONS = Table(
    name="lessons",
    label="Lessen",
    model=LessonPage,
    parent=LibraryIndexPage,
    columns=(
        PUBLIC_ID,
        *model_columns(
            LessonPage,
            "slug title statement is_example happened worked for_whom circumstances differently credit dated_on "
            "review_on themes target_groups settings",
        ),
        METHODS_OF_ITEM,
    ),
    children=(LESSON_RELATIONS,),
)

# In the order in which they are stored: what others refer to comes first.
KINDS: tuple[Table, ...] = (CONCEPTS, METHODS, EVALUATIONS, USE_CASES, PUBLICATIONS, LESSONS)
TABLES: Mapping[str, Table] = {table.name: table for kind in KINDS for table in (kind, *kind.children)}
