"""Security headers on every kind of answer of the real server, and no more cookies than a visit needs."""

import http.client
from urllib.parse import urlsplit

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from tests.services.network import fetch
from tests.services.site import Site

KINDS = {
    "a page": ("GET", "/", 200),
    "a page of a list": ("GET", "/methoden/", 200),
    "a form": ("GET", "/account/login/", 200),
    "an address that does not exist": ("GET", "/bestaat-niet/", 404),
    "a redirect": ("GET", "/beheer/", 302),
    "an address without its slash": ("GET", "/methoden", 301),
    "a refused method": ("OPTIONS", "/livez", 405),
    "a form without its token": ("POST", "/account/login/", 403),
    "suggestions as JSON": ("GET", "/zoeken/suggesties/?q=leer", 200),
    "plain text": ("GET", "/robots.txt", 200),
    "XML": ("GET", "/sitemap.xml", 200),
    "a health check": ("GET", "/livez", 200),
    "a style sheet": ("GET", "/static/common/site.css", 200),
    "a static file that does not exist": ("GET", "/static/common/nee.css", 404),
    "a host that is not ours": ("GET", "http://www.example.org/", 400),
}


def ask(site: Site, method: str, target: str) -> http.client.HTTPResponse:
    """One plain request, without following redirects. A full address as `target` sends another host name."""
    parts = urlsplit(site.url)
    assert parts.hostname is not None
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    asked = urlsplit(target)
    path_and_query = asked.path + (f"?{asked.query}" if asked.query else "")
    connection.request(method, path_and_query, headers={"Host": asked.netloc} if asked.netloc else {})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def policy_of(value: str | None) -> dict[str, list[str]]:
    """A Content Security Policy as a table."""
    assert value is not None, "there is no Content-Security-Policy"
    return {words[0]: words[1:] for part in value.split(";") if (words := part.split())}


def assert_strict(headers: http.client.HTTPMessage | dict[str, str]) -> None:
    """Every header that an answer needs, with its exact value."""
    assert headers.get("X-Content-Type-Options") == "nosniff"
    assert headers.get("Referrer-Policy") == "same-origin"
    assert headers.get("Cross-Origin-Opener-Policy") == "same-origin"
    assert headers.get("Cross-Origin-Resource-Policy") == "same-origin"
    assert "geolocation=()" in (headers.get("Permissions-Policy") or "")
    policy = policy_of(headers.get("Content-Security-Policy"))
    assert policy["default-src"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]
    assert policy["frame-ancestors"] in (["'none'"], ["'self'"])
    scripts = policy["script-src"]
    assert scripts[0] == "'self'"
    assert all(source.startswith("'nonce-") for source in scripts[1:])
    # Only the CMS, which frames its own previews, may use style attributes.
    if policy["frame-ancestors"] == ["'none'"]:
        assert "'unsafe-inline'" not in policy["style-src"]


@pytest.mark.site
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_has_the_headers(kind: str, site: Site) -> None:
    method, target, status = KINDS[kind]
    response = ask(site, method, target)

    assert response.status == status
    assert_strict(response.headers)


def fails(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("for the test")


urlpatterns = [path("fails/", fails), path("beheer/fails/", fails), path("", include("config.urls"))]


@pytest.mark.django_db
@pytest.mark.urls("tests.project.test_headers")
@pytest.mark.parametrize("address", ["/fails/", "/beheer/fails/"])
def test_a_page_that_fails_has_the_headers_too(address: str) -> None:
    response = Client(raise_request_exception=False).get(address)

    assert response.status_code == 500
    assert_strict(dict(response.headers))
    assert "for the test" not in response.content.decode()


@pytest.mark.site
@pytest.mark.parametrize("target", ["/", "/methoden/", "/zoeken/?q=leerkring", "/bestaat-niet/"])
def test_reading_sets_no_cookie(target: str, site: Site) -> None:
    assert ask(site, "GET", target).headers.get_all("Set-Cookie") is None


@pytest.mark.site
def test_static_files_with_a_hash_in_their_name_are_kept_for_ever(site: Site) -> None:
    text = fetch(site.address("/"))
    start = text.index("/static/common/site.")
    address = text[start : text.index('"', start)]

    response = ask(site, "GET", address)

    assert response.status == 200
    assert "immutable" in (response.headers.get("Cache-Control") or "")
