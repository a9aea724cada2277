"""Background tasks of the library."""

from django_tasks import task

from knowledge.services.reminders import remind


@task()
def send_reminders() -> int:
    """Tell the editors what they have to look at again."""
    return remind()
