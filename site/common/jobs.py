"""Background work: rows are the truth, tasks are only the nudge.

An app keeps the work that is still to do as rows with a state, and registers one job per kind of row. The worker's
tick asks every job whether there is work and enqueues one task for it. A task that is lost with its process costs
nothing: the rows are still there, and the next tick finds them.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.db.models import QuerySet
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """One kind of work: a name for the log, the task that does it, and whether there is any now."""

    name: str
    task: Task[..., Any]
    has_work: Callable[[], bool]


_jobs: dict[str, Job] = {}


def register_job(name: str, task: Task[..., Any], has_work: Callable[[], bool]) -> None:
    """Let the worker look after a kind of work. Called from `ready()` only."""
    if name in _jobs:
        raise ValueError(f"The job {name} is registered already.")
    _jobs[name] = Job(name=name, task=task, has_work=has_work)


def nudge(task: Task[..., Any]) -> None:
    """Enqueue `task` unless it waits already: work was added, and need not wait for the next tick."""
    if not _waiting().filter(task_path=task.module_path).exists():
        task.enqueue()


def enqueue_due_jobs() -> list[str]:
    """Enqueue a task for every job with work that has none waiting; return the names of the jobs enqueued.

    A failing job is logged and never keeps the others from their turn.
    """
    waiting = set(_waiting().values_list("task_path", flat=True))
    enqueued = []
    for job in _jobs.values():
        if job.task.module_path in waiting:
            continue
        try:
            if job.has_work():
                job.task.enqueue()
                enqueued.append(job.name)
        except DatabaseError:
            logger.exception("The job %s could not be enqueued.", job.name)
    return enqueued


def _waiting() -> QuerySet[Any]:
    waiting: QuerySet[Any] = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    return waiting
