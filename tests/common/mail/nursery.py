"""Makes worker processes for `crash.py`: sets Django up once, and forks a worker for every line on its input.

Its output is the id of each process. Starting Python twenty times would take longer than the work that is watched.
"""

import datetime as dt
import json
import os
import signal
import sys
from pathlib import Path


def main() -> None:
    plan = json.loads(sys.argv[1])
    root = Path(__file__).resolve().parents[3]
    sys.path[:0] = [str(root / "site"), str(root)]
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = plan["database"]
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", plan["port"]
    settings.EMAIL_TIMEOUT = plan["timeout"]
    django.setup()

    from django.core.management import call_command

    from common.mail import worker

    worker.LEASE = dt.timedelta(seconds=plan["lease"])
    worker.FIRST_RETRY = worker.PAUSE = dt.timedelta(seconds=0.2)

    # Nobody waits for the children: whoever kills one looks until it is gone.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            call_command("worker", interval=0.05, verbosity=0)
            os._exit(0)
        print(child, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
