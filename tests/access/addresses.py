"""Every address that the site answers to, read from the URL resolver."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern
from django.utils.regex_helper import normalize

EXAMPLES = {
    "int": "1",
    "slug": "voorbeeld",
    "str": "1",
    "path": "voorbeeld",
    "uuid": "00000000-0000-4000-8000-000000000000",
}
PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?\w+>")


@dataclass(frozen=True)
class Address:
    """A pattern as the resolver spells it, and a path that it takes."""

    route: str
    path: str

    @property
    def is_cms(self) -> bool:
        """True for an address of the CMS."""
        return self.route.startswith("beheer/")


def every_address() -> list[Address]:
    """The patterns of the site, from all applications and libraries, in the order of the resolver."""
    return list(_walk(get_resolver(), "", "/"))


def _walk(resolver: URLResolver, route: str, path: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        longer = route + str(entry.pattern), path + _example(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Address(*longer)
        else:
            yield from _walk(entry, *longer)


def _example(pattern: object) -> str:
    """A piece of a path that `pattern` takes."""
    if isinstance(pattern, RoutePattern):
        return PARAMETER.sub(lambda found: EXAMPLES[found["kind"] or "str"], str(pattern))
    if isinstance(pattern, RegexPattern):
        text, parameters = normalize(str(pattern))[0]
        return text % dict.fromkeys(parameters, "1")
    raise TypeError(f"An address of a kind that is not known: {pattern!r}")
