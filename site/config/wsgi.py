"""Entry point of the application server; `deploy/` and the demo start it with granian."""

import os
import sys
from pathlib import Path

from django.core.wsgi import get_wsgi_application

_ROOT = Path(__file__).resolve().parent.parent.parent
for _folder in (_ROOT, _ROOT / "site"):
    if str(_folder) not in sys.path:
        sys.path.insert(0, str(_folder))

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()
