"""Choices of search."""

from enum import StrEnum


class Order(StrEnum):
    """In which order results come; the value stands in addresses."""

    RELEVANCE = "relevantie"
    NEWEST = "nieuwste"


class FileUnit(StrEnum):
    """What the pages of a file are to its reader; a whole text has none that count."""

    PAGE = "page"
    SLIDE = "slide"
    WHOLE = "whole"


class Outcome(StrEnum):
    """What became of a question."""

    FOUND = "found"
    NOTHING = "nothing"
