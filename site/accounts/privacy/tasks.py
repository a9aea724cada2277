"""Background tasks of erasing people."""

from django_tasks import task

from accounts.privacy import services


@task()
def erase_people() -> int:
    """Remind, warn and erase whom it is time for; return how many people were erased."""
    return services.work()
