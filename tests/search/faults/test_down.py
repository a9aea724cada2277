"""The index is gone from under the site: visitors get a plain page that leads on, editors are never blocked."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from agenda.models import ContentPage
from search import engines
from search.indexing import drain, rebuild
from search.models import IndexTask
from search.tasks import drain_index
from search.verify import verify
from tests.accounts.helpers import sign_in_as
from tests.search.faults.processes import found, is_healed
from tests.search.faults.records import Records
from tests.search.site import Trace, add_page, home


@pytest.fixture
def page(db: None) -> ContentPage:
    page = add_page(home(), "Mirabellen in de tuin")
    rebuild()
    drain()
    return page


@pytest.mark.django_db
def test_without_an_index_visitors_browse_and_editors_publish(
    client: Client, admin_user, page: ContentPage, settings, tmp_path: Path
) -> None:
    settings.SEARCH_INDEX_DIR.rename(tmp_path / "elsewhere")
    # As a process that starts now: one that runs still has the files open.
    engines._engine.cache_clear()

    editor = Client()
    sign_in_as(editor, admin_user)
    asked = client.get("/zoeken/", {"q": "mirabellen"})
    browsed = client.get(page.get_url())
    content = {"title": "Mirabellen in de pan", "slug": page.slug, "intro": "Jam.", "body": streamfield([])}
    saved = editor.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), nested_form_data(content) | {"action-publish": "1"}
    )

    assert (asked.status_code, browsed.status_code) == (503, 200)
    assert "De zoekfunctie werkt even niet. De rest van de website wel." in asked.content.decode()
    assert 'href="/methoden/"' in asked.content.decode()
    page.refresh_from_db()
    assert (saved.status_code, page.title) == (302, "Mirabellen in de pan")
    assert drain_index.func() == 0
    assert IndexTask.objects.get().attempts == 0

    # The folder comes back as it was, and nobody has to do anything.
    shutil.rmtree(settings.SEARCH_INDEX_DIR)
    (tmp_path / "elsewhere").rename(settings.SEARCH_INDEX_DIR)
    assert drain_index.func() == 1
    assert Trace(client, "pan").titles == ["Mirabellen in de pan"]
    assert verify().is_clean


@pytest.fixture
def outage(any_engine: str, request: pytest.FixtureRequest, settings, tmp_path: Path) -> Callable[[bool], None]:
    """Takes the engine away, or brings it back as it was."""

    def tell(is_down: bool) -> None:
        if any_engine == "elastic":
            cluster = request.getfixturevalue("cluster")
            return cluster.kill() if is_down else cluster.start()
        elsewhere = tmp_path / "elsewhere"
        if is_down:
            settings.SEARCH_INDEX_DIR.rename(elsewhere)
            return engines._engine.cache_clear()
        shutil.rmtree(settings.SEARCH_INDEX_DIR, ignore_errors=True)
        elsewhere.rename(settings.SEARCH_INDEX_DIR)
        return None

    return tell


ENDURANCE = pytest.mark.endurance


@pytest.mark.parametrize(
    ("any_engine", "changes"),
    [
        ("tantivy", 400),
        pytest.param("tantivy", 10_000, marks=ENDURANCE),
        pytest.param("elastic", 10_000, marks=[ENDURANCE, pytest.mark.opensearch]),
    ],
    indirect=["any_engine"],
)
def test_changes_while_the_engine_is_down_are_neither_lost_nor_ghosts(
    any_engine: str, records: Records, outage: Callable[[bool], None], changes: int
) -> None:
    quarter = changes // 4
    public_ids = records.add(*(f"Dossier{number} oud" for number in range(changes)))
    rebuild()
    IndexTask.objects.all().delete()
    outage(True)

    records.rename(public_ids[: 2 * quarter], *(f"Dossier{number} nieuw" for number in range(2 * quarter)))
    records.delete(public_ids[2 * quarter : 3 * quarter])
    records.add(*(f"Dossier{number} erbij" for number in range(quarter)))

    assert drain_index.func() == 0
    assert (IndexTask.objects.count(), IndexTask.objects.filter(attempts__gt=0).count()) == (4 * quarter, 0)
    outage(False)
    assert drain_index.func() == 4 * quarter
    assert found("dossier0") >= {"Dossier0 nieuw", "Dossier0 erbij"}
    assert f"Dossier{2 * quarter} oud" not in found(f"dossier{2 * quarter}")
    assert f"Dossier{changes - 1} oud" in found(f"dossier{changes - 1}")
    assert is_healed()
