"""Headers and transactions around the CMS."""

from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory

from common.middleware import AdminTransactionMiddleware

pytestmark = pytest.mark.django_db


def in_transaction(request: object) -> HttpResponse:
    return HttpResponse(str(len(connection.savepoint_ids)))


@pytest.mark.parametrize(
    ("method", "path", "deeper"),
    [("post", "/beheer/pages/3/edit/", 1), ("get", "/beheer/pages/3/edit/", 0), ("post", "/zoeken/", 0)],
)
def test_only_a_change_in_the_cms_runs_in_a_transaction(
    rf: RequestFactory, method: str, path: str, deeper: int
) -> None:
    middleware = AdminTransactionMiddleware(lambda request: HttpResponse())
    before = len(connection.savepoint_ids)

    response = middleware.process_view(getattr(rf, method)(path), in_transaction, (), {})

    if deeper:
        assert response is not None
        assert int(response.content) == before + 1
    else:
        assert response is None


def test_an_error_in_the_cms_undoes_what_was_written(rf: RequestFactory) -> None:
    from django.contrib.auth.models import Group

    def fails(request: object) -> HttpResponse:
        Group.objects.create(name="half werk")
        raise RuntimeError("de index meldde zich niet")

    middleware = AdminTransactionMiddleware(lambda request: HttpResponse())
    with pytest.raises(RuntimeError), transaction.atomic():
        middleware.process_view(rf.post("/beheer/x/"), fails, (), {})

    assert not Group.objects.filter(name="half werk").exists()


def test_scripts_are_as_strict_in_the_cms_as_on_the_site(client: Client) -> None:
    for path in ("/livez", "/beheer/login/"):
        policy = client.get(path).headers["Content-Security-Policy"]
        scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
        assert scripts.split()[:2] == ["script-src", "'self'"]
        assert "unsafe" not in scripts
        assert "default-src 'none'" in policy


def test_every_answer_says_who_may_embed_it(client: Client) -> None:
    response = client.get("/livez")

    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in response.headers["Permissions-Policy"]


@pytest.mark.parametrize("words", ['"', 'wijk "', '"(', '"a" "b', "\x00", "wijk\x00", '"een zin"', "NEAR(", "a AND"])
@pytest.mark.parametrize(
    "path",
    [
        "/beheer/pages/?q=",
        "/beheer/images/?q=",
        "/beheer/documents/?q=",
        "/beheer/snippets/agenda/source/?q=",
        "/beheer/choose-page/search/?q=",
        "/beheer/api/main/pages/?search=",
    ],
)
def test_the_search_boxes_of_the_cms_take_any_words(admin_client: Client, path: str, words: str) -> None:
    assert admin_client.get(path + quote(words)).status_code == 200
