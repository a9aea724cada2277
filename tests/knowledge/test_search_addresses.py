"""Addresses of search that were written down before concepts were merged."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from knowledge.enums import Scheme
from knowledge.models import MethodIndexPage
from knowledge.services.vocabulary import merge_concepts
from tests.knowledge.factories import make_concept, make_method

pytestmark = pytest.mark.django_db


def test_search_reads_an_old_code_as_the_overviews_do(
    index: MethodIndexPage, settings: Any, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    old, new = make_concept(Scheme.THEME, "rellen"), make_concept(Scheme.THEME, "onrust")
    make_method(index, title="De tafel", themes=[old])
    make_method(index, title="Iets anders")
    merge_concepts(source=old, target=new, user=None)
    call_command("search_rebuild")
    client = Client()
    client.get("/zoeken/?q=tafel")

    with django_assert_max_num_queries(15):
        shown = client.get("/zoeken/?thema=rellen&thema=bestaat-niet&doelgroep=%00").content.decode()

    assert "De tafel" in shown
    assert "Iets anders" not in shown
    assert 'name="thema" value="onrust" checked' in shown
    # What never was is still told, and the old code is not among it.
    assert "Dit filter bestaat niet en is weggelaten: “bestaat-niet”" in shown
    assert "rellen" not in shown
