"""A server: the steps of `deploy/release`, and the application server with the settings of production."""

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.env import BASE_DIR, SETTINGS
from tests.project.test_settings import PRODUCTION
from tests.services.network import free_port
from tests.services.process import running, wait_until_ready

HOST = PRODUCTION["ALLOWED_HOSTS"]
# What the proxy in front sends along.
BEHIND_PROXY = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a server in production."""
    folder = tmp_path_factory.mktemp("production")
    port = free_port()
    environment = PRODUCTION | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
    }
    release = subprocess.run(
        ["deploy/release"], cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    assert release.returncode == 0, release.stdout + release.stderr
    command = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "config.wsgi:application"]
    log = folder / "web.log"
    with running(command, cwd=BASE_DIR / "site", env=environment, log=log) as process:
        wait_until_ready(f"http://127.0.0.1:{port}/livez", process, log=log, host=HOST)
        yield port


def ask(port: int, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


@pytest.mark.site
def test_plain_http_goes_to_https(server: int) -> None:
    response = ask(server, "/account/login/", {"Host": HOST})

    assert (response.status, response.headers["Location"]) == (301, f"https://{HOST}/account/login/")


@pytest.mark.site
@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_a_health_check_needs_no_https(path: str, server: int) -> None:
    assert ask(server, path, {"Host": HOST}).status == 200


@pytest.mark.site
def test_another_host_name_is_refused(server: int) -> None:
    assert ask(server, "/livez", {"Host": "localhost"}).status == 400


@pytest.mark.site
def test_cookies_and_transport_are_for_https_only(server: int) -> None:
    response = ask(server, "/account/login/", BEHIND_PROXY)

    assert response.status == 200
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    cookies = response.headers.get_all("Set-Cookie") or []
    assert [cookie.split("=")[0] for cookie in cookies] == ["__Host-csrftoken"]
    assert "; Secure" in cookies[0]
    assert "; SameSite=Lax" in cookies[0]


@pytest.mark.site
def test_an_unknown_address_is_a_page_without_details(server: int) -> None:
    response = ask(server, "/bestaat-niet/", BEHIND_PROXY)

    assert response.status == 404
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.site
def test_the_security_contact_is_published(server: int) -> None:
    response = ask(server, "/.well-known/security.txt", BEHIND_PROXY)

    assert (response.status, response.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")


def test_the_files_for_a_server_name_only_settings_that_exist() -> None:
    known = {setting.name for setting in SETTINGS}
    example = re.findall(r"^([A-Z_]+)=", (BASE_DIR / "deploy/settings.env.example").read_text(), re.MULTILINE)

    assert set(example) <= known
    # What the example and compose.yaml give together is what production asks for.
    assert set(example) | {"DATABASE_URL"} == set(PRODUCTION)
