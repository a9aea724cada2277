"""Background tasks for files with somebody's data."""

from django_tasks import task


@task()
def make_exports() -> int:
    """Make the files that wait."""
    from accounts.privacy.exporting.services import make_waiting

    return make_waiting()


@task()
def forget_exports() -> int:
    """Delete the files whose time is over."""
    from accounts.privacy.exporting.services import forget_old_exports

    return forget_old_exports()
