"""The records of the library, one concept per file."""

from knowledge.models.assessment import AppendOnlyError, Assessment
from knowledge.models.concept import Concept
from knowledge.models.library_index import LibraryIndexPage
from knowledge.models.method import MethodCost, MethodPage
from knowledge.models.method_index import MethodIndexPage

__all__ = [
    "AppendOnlyError",
    "Assessment",
    "Concept",
    "LibraryIndexPage",
    "MethodCost",
    "MethodIndexPage",
    "MethodPage",
]
