"""The records of the library, one concept per file."""

from knowledge.models.assessment import AppendOnlyError, Assessment
from knowledge.models.concept import Concept
from knowledge.models.evaluation import Evaluation, Outcome
from knowledge.models.imported import ImportedRecord
from knowledge.models.lesson import LessonPage, LessonProvenance, LessonRelation
from knowledge.models.library_index import LibraryIndexPage
from knowledge.models.library_item import ItemMethod, LibraryItemPage
from knowledge.models.material import MethodMaterial
from knowledge.models.merged_concept import MergedConcept
from knowledge.models.method import MethodCost, MethodPage
from knowledge.models.method_index import MethodIndexPage
from knowledge.models.publication import PublicationFile, PublicationPage
from knowledge.models.relation import MethodRelation
from knowledge.models.reminder import ReminderRound, ReviewReminder
from knowledge.models.use_case import UseCase

__all__ = [
    "AppendOnlyError",
    "Assessment",
    "Concept",
    "Evaluation",
    "ImportedRecord",
    "ItemMethod",
    "LessonPage",
    "LessonProvenance",
    "LessonRelation",
    "LibraryIndexPage",
    "LibraryItemPage",
    "MergedConcept",
    "MethodCost",
    "MethodIndexPage",
    "MethodMaterial",
    "MethodPage",
    "MethodRelation",
    "Outcome",
    "PublicationFile",
    "PublicationPage",
    "ReminderRound",
    "ReviewReminder",
    "UseCase",
]
