"""The test suite: SQLite or the database of `DATABASE_URL`, files in a folder that goes away."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from config.settings.base import *

SECRET_KEY = "only-for-tests-" + "x" * 50
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SITE_URL = "http://testserver"
WAGTAILADMIN_BASE_URL = SITE_URL

VAR_DIR = Path(tempfile.mkdtemp(prefix="kennisplatform-test-"))
atexit.register(shutil.rmtree, VAR_DIR, ignore_errors=True)
MEDIA_ROOT = VAR_DIR / "media"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir()  # WhiteNoise warns of a folder that is not there.
SEARCH_INDEX_DIR = VAR_DIR / "search"
# A test that counts questions says when they are written; in the others nothing is written by surprise.
SEARCH_COUNT_SECONDS = float("inf")
VISIT_COUNT_SECONDS = float("inf")

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that the threads of a live server and real concurrent transactions behave as they do in use.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_kennisplatform_{os.getpid()}"}

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
