"""Background work: runs tasks, and finds work that is waiting in its rows."""

import logging
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from common.jobs import enqueue_due_jobs

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Runs background work until it is stopped. Start as many as needed; one is enough for most sites."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="Seconds between two looks for work.")
        parser.add_argument("--once", action="store_true", help="Do the work that is waiting now, then stop.")

    def handle(self, *, interval: float, once: bool, **options: Any) -> None:
        worker = Worker(
            queue_names=["default"],
            interval=interval,
            batch=once,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        worker.configure_signals()
        if once:
            enqueue_due_jobs()
        else:
            threading.Thread(target=_tick, args=(interval,), name="tick", daemon=True).start()
        worker.run()


def _tick(interval: float) -> None:
    """Look for work for as long as the process lives; a database that is away for a while is no reason to end."""
    pause = threading.Event()
    while True:
        close_old_connections()
        try:
            enqueue_due_jobs()
        except DatabaseError:
            logger.exception("The database did not answer; looking for work again in a moment.")
        pause.wait(interval)
