"""Verbs of the library. Other apps use these and `knowledge.selectors`, and nothing else."""

from knowledge.services.evidence import assess
from knowledge.services.importing import import_library
from knowledge.services.lessons import (
    LessonText,
    LessonWithdrawnError,
    PublishedLesson,
    publish_lesson,
    withdraw_lesson,
)
from knowledge.services.sample import load_index_pages, load_sample

__all__ = [
    "LessonText",
    "LessonWithdrawnError",
    "PublishedLesson",
    "assess",
    "import_library",
    "load_index_pages",
    "load_sample",
    "publish_lesson",
    "withdraw_lesson",
]
