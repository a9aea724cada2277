#!/usr/bin/env python
"""Django's command line for this project; puts `site/` on the path first."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def main() -> None:
    """Run the management command that the command line names."""
    # `site` is also a module of the standard library, so the folder is put on the path and never imported by name.
    sys.path.insert(0, str(ROOT / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here. Start with: uv run manage.py demo")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
