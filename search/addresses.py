"""What an address asks for, where the words of a facet have changed since it was written down."""

from django.http import QueryDict

from search.registry import facets

MAX_VALUES = 50


def follow_replaced(query: QueryDict) -> QueryDict:
    """An address with, for values of facets that were replaced, those that took their place."""
    followed = query.copy()
    for name, facet in facets().items():
        asked = [value for value in query.getlist(name)[:MAX_VALUES] if value]
        replaced = facet.replaced(asked) if asked else {}
        if replaced:
            followed.setlist(name, [replaced.get(value, value) for value in query.getlist(name)])
    return followed
