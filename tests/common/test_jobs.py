"""Work that waits in rows is found by the worker's tick."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from common import jobs
from common.jobs import enqueue_due_jobs, register_job
from common.tasks import publish_scheduled, read_documents

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_jobs", {})


def waiting() -> list[str]:
    return [result.task_path for result in DBTaskResult.objects.filter(status=TaskResultStatus.READY)]


def test_a_job_with_work_gets_one_task_however_often_the_worker_looks() -> None:
    register_job("publishing", publish_scheduled, lambda: True)

    assert enqueue_due_jobs() == ["publishing"]
    assert enqueue_due_jobs() == []
    assert waiting() == ["common.tasks.publish_scheduled"]


def test_a_job_without_work_gets_no_task() -> None:
    register_job("publishing", publish_scheduled, lambda: False)

    assert enqueue_due_jobs() == []
    assert waiting() == []


def test_a_failing_job_does_not_keep_the_others_from_their_turn(caplog: pytest.LogCaptureFixture) -> None:
    def fails() -> bool:
        raise DatabaseError("no such table")

    register_job("failing", publish_scheduled, fails)
    register_job("pruning", read_documents, lambda: True)

    assert enqueue_due_jobs() == ["pruning"]
    assert "failing" in caplog.text


def test_a_name_is_registered_once() -> None:
    register_job("publishing", publish_scheduled, lambda: False)

    with pytest.raises(ValueError, match="publishing"):
        register_job("publishing", publish_scheduled, lambda: False)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_worker_does_what_is_waiting_and_stops_when_asked_to() -> None:
    register_job("publishing", publish_scheduled, lambda: not DBTaskResult.objects.exists())

    call_command("worker", once=True, verbosity=0)

    result = DBTaskResult.objects.get()
    assert (result.task_path, result.status, result.return_value) == (
        "common.tasks.publish_scheduled",
        TaskResultStatus.SUCCESSFUL,
        0,
    )
