"""The site as a visitor meets it: the demo in a folder of its own, behind the real application server."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.env import BASE_DIR, SETTINGS
from tests.services.network import free_port
from tests.services.process import running, wait_until_ready

# A machine that is busy with other things takes longer than the two minutes of the README.
DEMO_SECONDS = 300


@dataclass(frozen=True)
class Site:
    """A site that is being served. `url` has no slash at its end."""

    url: str
    var_dir: Path
    environment: Mapping[str, str]

    @property
    def password(self) -> str:
        """The password of every account of the demo."""
        return (self.var_dir / "demo_password").read_text()

    def second_step(self, role: str) -> str:
        """The code that `demo_code` prints now for the account with this role."""
        return manage("demo_code", role, environment=self.environment).strip()

    def address(self, path: str) -> str:
        """The full address of `path`, which starts with a slash."""
        return self.url + path


def demo_environment(var_dir: Path, port: int) -> dict[str, str]:
    """The environment of a laptop: nothing is set but where things are."""
    ours = {setting.name for setting in SETTINGS} | {"DJANGO_SETTINGS_MODULE"}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    return environment | {"VAR_DIR": str(var_dir), "SITE_URL": f"http://localhost:{port}"}


def manage(*arguments: str, environment: Mapping[str, str]) -> str:
    """Run a management command, and return what it printed.

    Raises AssertionError with the output when it fails.
    """
    result = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=DEMO_SECONDS,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def set_up_demo(environment: Mapping[str, str]) -> str:
    """Run the demo command without serving, and return what it printed."""
    return manage("demo", "--no-serve", environment=environment)


@contextmanager
def demo_site(var_dir: Path, *, migrated: Path) -> Iterator[Site]:
    """Set up the demo in `var_dir` and serve it, with its worker, on a free port of this machine.

    `migrated` is a database to begin with, if it exists: migrating takes half of the time that the demo takes.
    """
    port = free_port()
    environment = demo_environment(var_dir, port)
    if migrated.exists():
        shutil.copyfile(migrated, var_dir / "db.sqlite3")
    set_up_demo(environment)
    environment |= {"DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    web += ["--blocking-threads", "4", "--log-level", "warning", "config.wsgi:application"]
    worker = [sys.executable, str(BASE_DIR / "manage.py"), "worker"]
    log = var_dir / "web.log"
    site = Site(url=f"http://localhost:{port}", var_dir=var_dir, environment=environment)
    with (
        running(web, cwd=BASE_DIR / "site", env=environment, log=log) as process,
        running(worker, cwd=BASE_DIR, env=environment, log=var_dir / "worker.log"),
    ):
        wait_until_ready(site.address("/readyz"), process, log=log)
        yield site
