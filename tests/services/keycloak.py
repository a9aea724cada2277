"""A real OpenID Connect provider: Keycloak, in a process of its own, with two organisations in it.

`.ci/run` unpacks it in the folder `KEYCLOAK_LIB` and names the Java that fits it in `KEYCLOAK_JAVA`; see
`tests/services/java/README.md`.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.services.availability import unavailable
from tests.services.network import free_port
from tests.services.process import running, wait_until_ready

CLIENT = "kennisplatform"
SECRET = "geheim-van-de-test"
PASSWORD = "vier groene fietsen"
START_SECONDS = 600


@dataclass(frozen=True)
class Person:
    """Somebody whom an organisation knows."""

    username: str
    email: str
    verified: bool = True


@dataclass(frozen=True)
class Keycloak:
    """Where it is."""

    url: str

    def issuer(self, realm: str) -> str:
        """Who an organisation is."""
        return f"{self.url}/realms/{realm}"


def realm(name: str, people: tuple[Person, ...], callback: str) -> dict[str, Any]:
    """An organisation with people, that only answers to our client, and only with PKCE."""
    client = {
        "clientId": CLIENT,
        "secret": SECRET,
        "redirectUris": [callback],
        "standardFlowEnabled": True,
        "publicClient": False,
        "attributes": {"pkce.code.challenge.method": "S256"},
    }
    users = [
        {
            "username": person.username,
            "enabled": True,
            "email": person.email,
            "emailVerified": person.verified,
            "firstName": "Nienke",
            "lastName": "van Dam",
            "credentials": [{"type": "password", "value": PASSWORD}],
        }
        for person in people
    ]
    return {"realm": name, "enabled": True, "sslRequired": "none", "clients": [client], "users": users}


@contextmanager
def keycloak(folder: Path, realms: list[dict[str, Any]]) -> Iterator[Keycloak]:
    """Run it with these realms; without it the test is skipped, or fails in CI."""
    library = os.environ.get("KEYCLOAK_LIB", "")
    homes = sorted(Path(library).glob("keycloak-*")) if library else []
    if not homes:
        unavailable("no Keycloak on this machine (see tests/services/java/README.md)")
    home = homes[-1]
    # Only the last run's: nothing of it is kept.
    shutil.rmtree(home / "data", ignore_errors=True)
    (home / "data/import").mkdir(parents=True)
    for settings in realms:
        (home / "data/import" / f"{settings['realm']}.json").write_text(json.dumps(settings))
    port = free_port()
    java = Path(os.environ.get("KEYCLOAK_JAVA") or shutil.which("java") or "java").resolve()
    environment = {
        "PATH": os.environ["PATH"],
        "JAVA_HOME": str(java.parent.parent),
        "JAVA_OPTS_KC_HEAP": "-Xms64m -Xmx512m",
    }
    # Its own script becomes the process; a zip that was unpacked has no rights to run.
    command = ["bash", str(home / "bin/kc.sh"), "start-dev", "--db=dev-mem", "--import-realm"]
    command += ["--http-host=127.0.0.1", f"--http-port={port}"]
    service = Keycloak(f"http://127.0.0.1:{port}")
    log = folder / "keycloak.log"
    with running(command, cwd=folder, env=environment, log=log) as process:
        for settings in realms:
            address = f"{service.issuer(settings['realm'])}/.well-known/openid-configuration"
            wait_until_ready(address, process, log=log, seconds=START_SECONDS)
        yield service
