"""Background tasks of the log."""

from django_tasks import task

from common.activity import services


@task()
def forget_activity() -> int:
    """Remove the rows whose term is over; return how many."""
    return services.forget_expired()
