"""The records of the library, one concept per file."""

from knowledge.models.assessment import AppendOnlyError, Assessment
from knowledge.models.concept import Concept
from knowledge.models.evaluation import Evaluation, Outcome
from knowledge.models.library_index import LibraryIndexPage
from knowledge.models.material import MethodMaterial
from knowledge.models.method import MethodCost, MethodPage
from knowledge.models.method_index import MethodIndexPage
from knowledge.models.relation import MethodRelation
from knowledge.models.use_case import UseCase

__all__ = [
    "AppendOnlyError",
    "Assessment",
    "Concept",
    "Evaluation",
    "LibraryIndexPage",
    "MethodCost",
    "MethodIndexPage",
    "MethodMaterial",
    "MethodPage",
    "MethodRelation",
    "Outcome",
    "UseCase",
]
