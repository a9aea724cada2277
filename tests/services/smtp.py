"""A mail server of the tests: a process of its own that also refuses, and now and then says nothing more."""

import asyncio
import json
import random
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from config.env import BASE_DIR
from tests.services.network import free_port
from tests.services.process import running, wait_for

# Who has an address that starts like this does not exist.
UNKNOWN = "weg-"
TEMPORARY = 0.02


@dataclass(frozen=True)
class Accepted:
    """A mail that the server took, and when."""

    message_id: str
    at: float


@dataclass(frozen=True)
class SmtpServer:
    """A running server; what it accepted stands in its log, which is written before it answers."""

    port: int
    log: Path

    def accepted(self) -> list[Accepted]:
        """Everything that it took so far, the first one first."""
        return [Accepted(**json.loads(line)) for line in self.log.read_text().splitlines()]


@contextmanager
def smtp_server(folder: Path, *, seed: int = 0, stall_at: Sequence[int] = ()) -> Iterator[SmtpServer]:
    """Run a server until the block ends. It says nothing more in the conversations with these numbers."""
    server = SmtpServer(port=free_port(), log=folder / "accepted.jsonl")
    server.log.touch()
    plan = {"port": server.port, "log": str(server.log), "seed": seed, "stall_at": list(stall_at)}
    command = [sys.executable, "-m", "tests.services.smtp", json.dumps(plan)]
    environment = {"PYTHONPATH": f"{BASE_DIR / 'site'}:{BASE_DIR}"}
    log = folder / "smtp.log"
    with running(command, cwd=BASE_DIR, env=environment, log=log) as process:
        wait_for(lambda: process.poll() is not None or _listens(server.port), what="the mail server", seconds=60)
        assert process.poll() is None, log.read_text()
        yield server


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Handler:
    """Answers by lot, and writes down what it takes."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.lot = random.Random(plan["seed"])  # noqa: S311
        self.stall_at = set(plan["stall_at"])
        self.asked = 0
        self.log = Path(plan["log"])

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.asked += 1
        if self.asked in self.stall_at:
            # Until the client has had enough, and the server notices.
            await asyncio.Event().wait()
        if address.startswith(UNKNOWN):
            return "550 5.1.1 unknown"
        if self.lot.random() < TEMPORARY:
            return "450 4.2.1 later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        dice = self.lot.random()
        if dice < TEMPORARY:
            return "451 4.3.0 later"
        if dice < TEMPORARY * 1.5:
            return "421 4.7.0 too busy"
        message_id = message_from_bytes(envelope.content or b"")["Message-ID"]
        with self.log.open("a") as file:
            file.write(json.dumps({"message_id": message_id, "at": time.time()}) + "\n")
        return "250 OK"


async def serve(plan: dict[str, Any]) -> None:
    handler = Handler(plan)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(handler, hostname="localhost"), "127.0.0.1", plan["port"]
    )
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(json.loads(sys.argv[1])))
