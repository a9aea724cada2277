"""Mail that goes to a real server while the worker is killed again and again, and what both sides saw of it."""

import datetime as dt
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from common.mail.enums import ENDED, MailState
from common.mail.models import OutgoingMail
from config.env import BASE_DIR
from tests.common.mail.helpers import queued
from tests.services.process import wait_for
from tests.services.smtp import UNKNOWN, Accepted, SmtpServer, smtp_server

# A server that stalls is given up after this long.
TIMEOUT = 3
ONE_IN_THIS_MANY_IS_UNKNOWN = 25


@dataclass(frozen=True)
class Kill:
    """A worker that was killed, and the mail that the database says it was sending."""

    at: float
    message_id: str
    claimed_at: float

    def sent_before(self, accepted: Accepted, lease: float) -> bool:
        """True when the killed worker had sent the mail: nobody else could, as long as its lease ran."""
        return accepted.message_id == self.message_id and self.claimed_at <= accepted.at < self.claimed_at + lease


@dataclass
class Run:
    """What happened: kills, what the server accepted, and the rows."""

    lease: float
    seconds: float = 0.0
    killed: int = 0
    kills: list[Kill] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)

    def arrivals(self) -> Counter[str]:
        """How often the server accepted each mail."""
        return Counter(accepted.message_id for accepted in self.accepted)

    def doubles(self) -> Counter[str]:
        """How often each mail arrived more than once."""
        return self.arrivals() - Counter(set(self.arrivals()))

    def explained_doubles(self) -> Counter[str]:
        """The mails that a killed worker had sent without writing that down, once for each kill."""
        return Counter(
            kill.message_id
            for kill in self.kills
            if any(kill.sent_before(accepted, self.lease) for accepted in self.accepted)
        )

    def longest_wait(self) -> float:
        """The longest time between a kill and the next arrival of the mail that was in flight."""
        waits = [0.0]
        for number, kill in enumerate(self.kills):
            again = any(later.message_id == kill.message_id for later in self.kills[number + 1 :])
            after = [
                accepted.at - kill.at
                for accepted in self.accepted
                if accepted.message_id == kill.message_id and accepted.at >= kill.claimed_at + self.lease
            ]
            if after and not again:
                waits.append(min(after))
        return max(waits)


@contextmanager
def nursery(server: SmtpServer, lease: float) -> Iterator["Nursery"]:
    """A process that makes workers; they go with it."""
    database = str(connection.settings_dict["NAME"])
    plan = {"database": database, "port": server.port, "lease": lease, "timeout": TIMEOUT}
    with (server.log.parent / "workers.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("nursery.py")), json.dumps(plan)],
            cwd=BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    workers = Nursery(process)
    try:
        yield workers
    finally:
        workers.kill()
        process.communicate()


class Nursery:
    """Starts one worker at a time, and kills it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._worker = 0

    def start(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        self._worker = int(self._process.stdout.readline())

    def kill(self) -> None:
        """Kill the worker, and return once it is gone."""
        if self._worker:
            os.kill(self._worker, signal.SIGKILL)
            wait_for(lambda: _is_gone(self._worker), what="the end of a worker", seconds=30, every=0.002)
        self._worker = 0


def _is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def run(folder: Path, *, mails: int, kills: int, lease: float, seed: int) -> Run:
    """Send `mails` mails, kill the worker `kills` times at random moments, and wait until every mail has its end."""
    lot = random.Random(seed)  # noqa: S311
    for number in range(mails):
        name = f"{UNKNOWN}{number}" if number % ONE_IN_THIS_MANY_IS_UNKNOWN == 0 else f"mail-{number}"
        queued(f"{name}@example.org")
    result = Run(lease=lease)
    stalls = [mails // 10, mails // 2]
    with smtp_server(folder, seed=seed, stall_at=stalls) as server, nursery(server, lease) as workers:
        started = time.monotonic()
        for number in range(1, kills + 1):
            workers.start()
            goal = mails * number // (kills + 1)
            wait_for(lambda goal=goal: len(server.accepted()) >= goal, what=f"{goal} mails", seconds=120, every=0.005)
            # Anywhere in the few milliseconds that one mail takes.
            fresh = in_flight().filter(claimed_until__gt=timezone.now() + dt.timedelta(seconds=lease))
            wait_for(fresh.exists, what="a mail in flight", seconds=60, every=0.001)
            threading.Event().wait(lot.uniform(0, 0.01))
            workers.kill()
            result.killed += 1
            result.kills += kills_seen(lease, already=result.kills)
        workers.start()
        open_mails = OutgoingMail.objects.exclude(state__in=ENDED)
        wait_for(lambda: not open_mails.exists(), what="the end of every mail", seconds=300)
        result.seconds = time.monotonic() - started
        result.accepted = server.accepted()
    return result


def in_flight() -> QuerySet[OutgoingMail]:
    """The mails that a worker has in hand now, or had when it died."""
    return OutgoingMail.objects.filter(state=MailState.IN_FLIGHT)


def kills_seen(lease: float, *, already: list[Kill]) -> list[Kill]:
    """The mail that was in flight when the worker died, if there was one; what an earlier kill left is left out."""
    now = time.time()
    known = {(kill.message_id, kill.claimed_at) for kill in already}
    rows = in_flight().values_list("message_id", "claimed_until")
    found = [Kill(now, message_id, until.timestamp() - lease) for message_id, until in rows]
    return [kill for kill in found if (kill.message_id, kill.claimed_at) not in known]
