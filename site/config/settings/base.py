"""What every installation shares. Values that differ per installation come from `config.env`."""

import os
from dataclasses import asdict
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.env import BASE_DIR, read_environment

ENVIRONMENT = read_environment(os.environ)

# Only a laptop may fill itself with sample content and accounts.
DEMO_ALLOWED = False

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
SITE_URL = ENVIRONMENT.site_url
VAR_DIR = ENVIRONMENT.var_dir
SECURITY_CONTACT = ENVIRONMENT.security_contact

INSTALLED_APPS = [
    "config",
    # Our own apps come first: their templates and commands win over those of the libraries.
    "agenda",
    "events",
    "circles",
    "knowledge",
    "accounts",
    "search",
    "common",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.apps.CmsUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "common.middleware.SecurityHeadersMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "common.middleware.PolicyMiddleware",
    "common.middleware.UploadLimitMiddleware",
    # Answers static files itself, so what adds headers comes before it.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Before anything that asks who is there.
    "accounts.middleware.SecondFactorMiddleware",
    "common.activity.origin.ActivityMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.PrivatePagesMiddleware",
    "accounts.middleware.CmsAccessMiddleware",
    "search.asked.middleware.OpenedResultsMiddleware",
    "common.visits.counting.VisitMiddleware",
    "common.middleware.AdminTransactionMiddleware",
    "common.middleware.AdminSearchMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "common.context_processors.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": ENVIRONMENT.database}

CACHES = {
    # Rate limits of the sign-in pages need a cache that all processes share.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # The default of 300 would let somebody push a limit out of the cache by making many others.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

# --- Language and time -------------------------------------------------------------------------------------------
# Dutch is the source language; without LocaleMiddleware the browser's language never changes an address's answer.
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Nederlands"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "site/config/locale"]

# --- Files -------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS: list[Path | tuple[str, Path]] = []
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# A theme is the organisation's own folder; its theme.css is served as static/theme/theme.css.
THEME_CSS = "theme/theme.css" if ENVIRONMENT.theme_dir else ""
if ENVIRONMENT.theme_dir:
    STATICFILES_DIRS.append(("theme", ENVIRONMENT.theme_dir))

# --- Accounts ----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mijn/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "accounts.forms.AddEmailForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "confirm_email_verification_code": "accounts.forms.ConfirmEmailCodeForm",
    "confirm_login_code": "accounts.forms.ConfirmLoginCodeForm",
    "confirm_password_reset_code": "accounts.forms.ConfirmResetCodeForm",
    "login": "accounts.forms.LoginForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "request_login_code": "accounts.forms.RequestLoginCodeForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "signup": "accounts.forms.SignupForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# One address per account; a new one replaces the old one as soon as it is confirmed.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# Codes instead of links: a mail scanner that opens a link changes nothing. They are valid for a quarter of an hour,
# because mail can be slow, and three wrong codes end the attempt.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
# By place ("ip"), and by address together with place ("key"): accounts.limits says why never by address alone. The
# forms count for themselves, because they keep what was typed; what allauth counts before them is off.
ACCOUNT_RATE_LIMITS = {
    "login": "",
    "signup": "",
    "request_login_code": "",
    "reset_password": "",
    "login_form": "30/m/ip",
    "signup_form": "20/m/ip",
    "login_code_form": "20/m/ip,3/m/key",
    "reset_password_form": "20/m/ip,5/m/key",
    "login_failed": "10/m/ip,5/5m/key",
    "confirm_email": "20/m/ip",
    # Programs of many people may ask from the network of one organisation; one calendar is asked for once an hour.
    "calendar_feed": "300/m/ip,20/m/key",
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_URL.split(":", 1)[0]
MFA_ADAPTER = "accounts.adapters.MfaAdapter"
MFA_FORMS = {
    "activate_totp": "accounts.forms.ActivateTotpForm",
    "add_webauthn": "accounts.forms.AddPasskeyForm",
    "authenticate": "accounts.forms.SecondStepForm",
    "edit_webauthn": "accounts.forms.RenamePasskeyForm",
    "reauthenticate": "accounts.forms.ConfirmSecondStepForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Kennisplatform V&WS"
# A clock on a phone may be half a minute off.
MFA_TOTP_TOLERANCE = 1
# Writing down every visit would make every page of somebody who is signed in a write to the database.
USERSESSIONS_TRACK_ACTIVITY = False
# An address never opens an account, whoever says that it is verified: see accounts.oidc.
SOCIALACCOUNT_ADAPTER = "accounts.oidc.SocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_FORMS = {"signup": "accounts.forms.OrganisationSignupForm"}
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {"APPS": [provider.as_app() for provider in ENVIRONMENT.oidc_providers]}
}
# Where the button that starts signing in may lead: an organisation sends people on to servers of its own.
OIDC_SIGN_IN_TARGETS = ["https:", *(p.issuer for p in ENVIRONMENT.oidc_providers if p.issuer.startswith("http:"))]

# --- CMS ---------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Kennisplatform V&WS"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# The CMS speaks Dutch to everybody and knows one time zone; accounts cannot choose another.
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
# Days as people here write them; Wagtail's own are 2026-11-24, which is understood as well.
WAGTAIL_DATE_FORMAT = "%d-%m-%Y"
WAGTAIL_DATETIME_FORMAT = "%d-%m-%Y %H:%M"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# Who gets an account from a colleague signs in with a code, and chooses a password that nobody else knows.
WAGTAILUSERS_PASSWORD_ENABLED = False
# A shared password protects nothing for long; restrict pages to groups instead.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_FRONTEND_LOGIN_URL = "/account/login/"
WAGTAILADMIN_LOGIN_URL = "/account/login/"
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "common.rich_text.RichTextEditor"}}
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "xlsx", "ods", "pptx", "odp", "csv", "txt"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# A file is looked at before it is kept, and is always handed over as a file.
WAGTAILDOCS_DOCUMENT_FORM_BASE = "common.uploads.forms.DocumentForm"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILIMAGES_IMAGE_FORM_BASE = "common.uploads.forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAIL_ALLOW_UNICODE_SLUGS = False
TAGGIT_CASE_INSENSITIVE = True
# Editors search drafts with the database; our own index holds what is published and nothing else.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database", "AUTO_UPDATE": True}}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Search ------------------------------------------------------------------------------------------------------
SEARCH_ENGINE = ENVIRONMENT.search_engine
SEARCH_INDEX_DIR = VAR_DIR / "search"
# The arguments of `search.engines.elastic_client.Connection`.
SEARCH_CLUSTER = asdict(ENVIRONMENT.search_cluster)
# Questions are counted in memory and written this often, after an answer went out.
SEARCH_COUNT_SECONDS = 10.0

# --- Visits ------------------------------------------------------------------------------------------------------
# Counted in memory and written this often, after an answer went out.
VISIT_COUNT_SECONDS = 10.0

# --- Background work ---------------------------------------------------------------------------------------------
TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]},
}

# --- Mail --------------------------------------------------------------------------------------------------------
# What libraries mail becomes a row as well; the worker alone talks to a mail server, or to none when this is empty.
EMAIL_BACKEND = "common.mail.backend.OutboxBackend"
MAIL_TRANSPORT = ENVIRONMENT.email["EMAIL_BACKEND"]
EMAIL_HOST = ENVIRONMENT.email.get("EMAIL_HOST", "")
EMAIL_PORT = ENVIRONMENT.email.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = ENVIRONMENT.email.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = ENVIRONMENT.email.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = ENVIRONMENT.email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = ENVIRONMENT.email.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = ENVIRONMENT.email.get("EMAIL_FILE_PATH", "")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = ENVIRONMENT.default_from_email
SERVER_EMAIL = ENVIRONMENT.default_from_email
MAIL_REPLY_TO = ENVIRONMENT.reply_to_email
MAIL_ENVELOPE_SENDER = ENVIRONMENT.bounce_email or parseaddr(DEFAULT_FROM_EMAIL)[1]
# Domains that get no mail, with everything below them.
MAIL_WITHHELD_DOMAINS: tuple[str, ...] = ()

# --- Activity log ------------------------------------------------------------------------------------------------
ACTIVITY_RETENTION_DAYS = ENVIRONMENT.activity_retention_days

# --- Personal data -----------------------------------------------------------------------------------------------
# Where the organisation differs from the terms that stand at the retention rules.
RETENTION_DAYS = ENVIRONMENT.retention_days
PRIVACY_CONTROLLER = ENVIRONMENT.privacy_controller
PRIVACY_OFFICER = ENVIRONMENT.privacy_officer

# Messages wait in the session: the privacy page promises two cookies and no third.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Headers -----------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# The CMS writes style attributes and shows uploads as blobs; scripts stay as strict as on the site.
ADMIN_CONTENT_SECURITY_POLICY: dict[str, list[str]] = {
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
# A session ends with the browser, and after a day at the latest: browsers that come back with their old tabs do not
# end one by themselves.
SESSION_COOKIE_AGE = 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False  # The CMS reads it.
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "common.views.csrf_failure"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
