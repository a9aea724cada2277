"""Choices of search."""

from enum import StrEnum


class Order(StrEnum):
    """In which order results come; the value stands in addresses."""

    RELEVANCE = "relevantie"
    NEWEST = "nieuwste"
