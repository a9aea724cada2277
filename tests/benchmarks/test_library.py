"""The library of the benchmark: the same every time, and no page of it needs more queries than a public page may."""

from typing import Any

import pytest
from django.test import Client

from common.access import ANONYMOUS
from knowledge.enums import Scheme
from knowledge.models import (
    Assessment,
    Evaluation,
    LessonPage,
    LibraryIndexPage,
    LibraryItemPage,
    MethodIndexPage,
    MethodPage,
    PublicationPage,
    UseCase,
)
from tests.benchmarks.library import make_library
from tests.benchmarks.library_scale import addresses
from tests.knowledge.conftest import home, index, library
from tests.knowledge.factories import make_concept

__all__ = ["home", "index", "library"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def _vocabulary(db: None) -> None:
    for scheme in Scheme:
        broad = make_concept(scheme, "breed")
        for notation in ("smal", "los"):
            make_concept(scheme, notation, parent=broad if notation == "smal" else None)


@pytest.mark.usefixtures("_vocabulary")
def test_every_page_of_a_large_library_stays_within_fifteen_queries(
    client: Client, index: MethodIndexPage, library: LibraryIndexPage, django_assert_max_num_queries: Any
) -> None:
    made = make_library(index, library, methods=60, evaluations=240, use_cases=240, items=100)

    for name, address in addresses(made).items():
        client.get(address)
        with django_assert_max_num_queries(15, info=name):
            assert client.get(address).status_code == 200, name


@pytest.mark.usefixtures("_vocabulary")
def test_the_library_is_what_it_says(client: Client, index: MethodIndexPage, library: LibraryIndexPage) -> None:
    made = make_library(index, library, methods=20, evaluations=90, use_cases=60, items=30)

    assert (MethodPage.objects.count(), Evaluation.objects.count(), UseCase.objects.count()) == (20, 90, 60)
    assert made.busiest.evaluations.count() == 30
    assert made.busiest.usecases.count() == 20
    assert 0 < MethodPage.objects.visible_to(ANONYMOUS).count() < 20
    assert Assessment.objects.count() > 100
    # The tree is whole, and what the model asks of an editor is there.
    assert MethodIndexPage.find_problems() == ([], [], [], [], [])
    assert (PublicationPage.objects.count(), LessonPage.objects.count()) == (18, 12)
    assert 0 < LibraryItemPage.objects.visible_to(ANONYMOUS).count() < 30
    for page in (*MethodPage.objects.all(), *PublicationPage.objects.all(), *LessonPage.objects.all()):
        page.full_clean()
    assert client.get(made.busiest.get_url()).status_code == 200
