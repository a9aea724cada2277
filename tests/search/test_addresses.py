"""Addresses that name values which were replaced."""

import pytest
from django.http import QueryDict

from search.addresses import MAX_VALUES, follow_replaced
from search.contracts import Facet
from search.registry import register_facet


def test_replaced_values_are_followed_and_the_rest_stays(own_registry: None) -> None:
    asked: list[list[str]] = []

    def replaced(values: list[str]) -> dict[str, str]:
        asked.append(list(values))
        return {"rellen": "onrust"}

    register_facet(Facet(name="thema", label="Thema", labels=dict.fromkeys, replaced=replaced))
    register_facet(Facet(name="fase", label="Fase", labels=dict.fromkeys))

    followed = follow_replaced(QueryDict("q=wijk&thema=rellen&thema=stad&fase=rellen&thema="))

    assert followed.urlencode() == "q=wijk&thema=onrust&thema=stad&thema=&fase=rellen"
    assert asked == [["rellen", "stad"]]


@pytest.mark.parametrize("query", ["", "q=wijk", "thema="])
def test_an_address_without_values_asks_nothing(own_registry: None, query: str) -> None:
    def replaced(values: object) -> dict[str, str]:
        raise AssertionError("nothing was asked")

    register_facet(Facet(name="thema", label="Thema", labels=dict.fromkeys, replaced=replaced))

    assert follow_replaced(QueryDict(query)).urlencode() == query


def test_a_hostile_address_asks_no_more_than_a_list_can_hold(own_registry: None) -> None:
    asked: list[int] = []

    def replaced(values: list[str]) -> dict[str, str]:
        asked.append(len(values))
        return {}

    register_facet(Facet(name="thema", label="Thema", labels=dict.fromkeys, replaced=replaced))
    follow_replaced(QueryDict("&".join(f"thema={number}" for number in range(900))))

    assert asked == [MAX_VALUES]
