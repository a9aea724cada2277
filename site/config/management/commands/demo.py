"""One command for a laptop: set everything up and serve it."""

import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import demo
from config.env import BASE_DIR, environment_with

HOST = "127.0.0.1"
STOP_SECONDS = 10


class Command(BaseCommand):
    help = "Zet een werkende site met voorbeeldinhoud op in VAR_DIR en start die. Opnieuw starten kan altijd."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fresh", action="store_true", help="Begin opnieuw: gooi database, index en uploads weg.")
        parser.add_argument("--port", type=int, default=8000, help="Poort van de site (standaard 8000).")
        parser.add_argument("--no-serve", action="store_true", help="Zet alles klaar, maar start de site niet.")

    def handle(self, *, fresh: bool, port: int, no_serve: bool, **options: Any) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError("De demo werkt alleen met config.settings.dev, nooit met een echte installatie.")
        if not 0 < port < 65536:
            raise CommandError("Kies een poort van 1 tot en met 65535.")
        started = time.monotonic()
        if fresh:
            try:
                demo.remove_everything()
            except ValueError as error:
                raise CommandError(str(error)) from error
        demo.set_up(say=self._say, site_url=environment_with(SITE_URL=f"http://localhost:{port}")["SITE_URL"])
        self._say(f"Klaar in {time.monotonic() - started:.0f} seconden")
        self._print_accounts()
        if not no_serve:
            self._serve(port)

    def _say(self, text: str) -> None:
        self.stdout.write(f"  {text}")
        self.stdout.flush()

    def _print_accounts(self) -> None:
        self.stdout.write(
            f"\nDe site:  {settings.SITE_URL}/\nHet CMS:  {settings.SITE_URL}/beheer/\n"
            f"De mail:  {settings.SITE_URL}/demo/mail/\n"
        )
        self.stdout.write(f"Wachtwoord van alle voorbeeldaccounts:  {demo.password()}\n")
        self.stdout.write("Code voor de tweede stap, een halve minuut geldig; een nieuwe:  manage.py demo_code ROL\n")
        for account in demo.ACCOUNTS:
            code = demo.code(account.role) if account.role else "geen"
            self.stdout.write(f"  {account.email:<28}{code:<8}{account.purpose}")
        self.stdout.write("")

    def _serve(self, port: int) -> None:
        """Run the web server and the worker until one of them ends or the user stops."""
        self.stdout.write("Stop met Ctrl+C.\n")
        self.stdout.flush()
        web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)]
        web += ["--blocking-threads", "4", "--log-level", "warning", "config.wsgi:application"]
        worker = [sys.executable, str(BASE_DIR / "manage.py"), "worker"]
        # Closing the terminal stops the site as well; nothing is left behind on the port.
        for stop in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(stop, _interrupt)
        environment = environment_with(SITE_URL=settings.SITE_URL)
        # `python -m` puts the working folder on the path: that is how granian finds `config`.
        server = subprocess.Popen(web, cwd=BASE_DIR / "site", env=environment)  # noqa: S603
        background = subprocess.Popen(worker, cwd=BASE_DIR, env=environment)  # noqa: S603
        try:
            while server.poll() is None and background.poll() is None:
                time.sleep(0.2)
            if server.poll() is None:
                raise CommandError("De worker is gestopt; de melding staat hierboven. De site is ook gestopt.")
            raise CommandError("De site is gestopt. Is de poort misschien al in gebruik? Kies een andere met --port.")
        except KeyboardInterrupt:
            self.stdout.write("\nGestopt.")
        finally:
            _stop([server, background])


def _interrupt(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
