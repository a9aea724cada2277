"""Background tasks of mail."""

from django_tasks import task

from common.mail import erasing, worker


@task()
def drain_mail() -> int:
    """Send what is due; return how many mails were sent."""
    return worker.drain().sent


@task()
def erase_mail() -> int:
    """Erase what is kept no longer; return how many mails lost their text or their row."""
    return erasing.erase_old()
