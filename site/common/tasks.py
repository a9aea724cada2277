"""Background tasks of the common app."""

from django.utils.translation import gettext_lazy as _
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from common.document_text.services import read_waiting
from common.privacy.contracts import RetentionRule
from common.publishing import publish_due
from common.visits import counting


@task()
def publish_scheduled() -> int:
    """Publish and take down what is due."""
    return publish_due()


def rule() -> RetentionRule:
    """How long the result of a task is kept."""
    return RetentionRule(
        "tasks.result",
        "django_tasks_database.DBTaskResult",
        _("het resultaat"),
        7,
        since="finished_at",
        rows=lambda: DBTaskResult.objects.exclude(finished_at=None),
    )


@task()
def read_documents() -> int:
    """Read the text of the documents that wait for it."""
    return read_waiting()


@task()
def forget_visits() -> int:
    """Forget how often pages were opened longer ago than is kept."""
    return counting.forget_old()
