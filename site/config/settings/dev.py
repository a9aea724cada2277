"""A laptop: everything under `VAR_DIR`, a key made on first use, no HTTPS."""

from django.core.management.utils import get_random_secret_key

from config.settings import base
from config.settings.base import *

SECRET_KEY = base.SECRET_KEY
if not SECRET_KEY:
    _key_file = VAR_DIR / "secret_key"
    if not _key_file.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        _key_file.write_text(get_random_secret_key())
        _key_file.chmod(0o600)
    SECRET_KEY = _key_file.read_text()

DEMO_ALLOWED = True

# To a browser http://localhost is as good as HTTPS, so passkeys work on a laptop too.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# An example, so that the address exists on a laptop too.
SECURITY_CONTACT = base.SECURITY_CONTACT or "mailto:beveiliging@example.org"
