"""Background tasks of mail."""

from django_tasks import task

from common.mail import worker


@task()
def drain_mail() -> int:
    """Send what is due; return how many mails were sent."""
    return worker.drain().sent
