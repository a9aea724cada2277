"""The sample library: loaded once, never twice, never over an editor's head."""

import pytest

from knowledge.models import MethodPage
from knowledge.services import load_sample

pytestmark = pytest.mark.django_db


def test_loads(home):
    load_sample(home)
    assert MethodPage.objects.live().count() == 8
