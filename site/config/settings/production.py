"""A server behind HTTPS. Refuses to start with values that are only fit for a laptop."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *

if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must be set to at least 50 random characters.")
if DEBUG:
    raise ImproperlyConfigured("DEBUG must be off in production.")
if not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("SITE_URL must start with https:// in production.")
if not set(ALLOWED_HOSTS).isdisjoint({"*", "localhost", "127.0.0.1", "[::1]"}):
    raise ImproperlyConfigured("ALLOWED_HOSTS must be set to the host names of the site in production.")
if not all(provider.issuer.startswith("https://") for provider in ENVIRONMENT.oidc_providers):
    raise ImproperlyConfigured("OIDC_PROVIDERS must name issuers with https:// in production.")
if MAIL_TRANSPORT not in {"", "django.core.mail.backends.smtp.EmailBackend"}:
    raise ImproperlyConfigured(
        "EMAIL_URL must name a mail server in production, or be off: for a copy of the site that mails nobody."
    )
if DEFAULT_FROM_EMAIL.endswith("@localhost"):
    raise ImproperlyConfigured("DEFAULT_FROM_EMAIL must be an address of the organisation in production.")
if not SECURITY_CONTACT:
    raise ImproperlyConfigured("SECURITY_CONTACT must be set in production: government sites publish a security.txt.")

# Names for examples, which nobody has (RFC 2606, RFC 6762): mail to sample accounts would only come back.
MAIL_WITHHELD_DOMAINS = (
    "example.org",
    "example.com",
    "example.net",
    "example",
    "test",
    "invalid",
    "localhost",
    "local",
)

SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
WAGTAIL_CSRF_COOKIE_NAME = CSRF_COOKIE_NAME
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# One proxy stands in front and sets these headers itself, see deploy/; without it every visitor would share one limit.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = 1

SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # The CMS shows previews in a frame of its own; on the site frame-ancestors forbids frames.
    "security.W021",  # Whether the whole domain goes on the preload list of browsers is not this site's choice.
]
