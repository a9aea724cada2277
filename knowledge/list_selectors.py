"""Selectors for other apps: their own lists, with the filters, counts and themes of the lists of the library.

Apart from `knowledge.selectors`, because models of other apps import that one before those of the library are there.
"""

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from knowledge.enums import Scheme
from knowledge.facets import SUBJECT_FACETS, Choice, fixed, vocabularies
from knowledge.listing import Listing, Overview, build_overview
from knowledge.models import Concept
from knowledge.search_source import notations

__all__ = ["Choice", "Listing", "Overview", "build_overview", "fixed", "notations", "theme_facet", "themes"]


def themes() -> QuerySet[Concept]:
    """The themes that something can be about, a narrower one after its broader one."""
    found: QuerySet[Concept] = Concept.objects.filter(scheme=Scheme.THEME)
    return found.order_by(Coalesce("parent__label", "label"), F("parent").asc(nulls_first=True), "label")


def theme_facet() -> Choice:
    """The facet of themes, for anything with a relation `themes` to them."""
    (theme,) = vocabularies(SUBJECT_FACETS[0])
    return theme
