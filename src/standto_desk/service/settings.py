"""Django's settings, from the environment."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_urlsafe

from standto_desk.service.body_limits import MOST_BYTES
from standto_desk.service.environment import read_environment
from standto_desk.service.logs import logging_settings
from standto_desk.service.security import MIDDLEWARE as SECURITY_MIDDLEWARE
from standto_desk.service.security import provider_settings, security_settings
from standto_desk.service.server_urls import database_settings, mail_settings

PACKAGE = Path(__file__).resolve().parent.parent
ENVIRONMENT = read_environment(os.environ)
HTTPS = ENVIRONMENT.https

# --- What the desk's own code reads. ---
STANDTO_ADDRESS = ENVIRONMENT.address
STANDTO_DEMO = ENVIRONMENT.demo
STANDTO_CLOCK_JUMP = ENVIRONMENT.clock_jump
STANDTO_INVITATION_DAYS = ENVIRONMENT.invitation_days
STANDTO_KEY_FILE = ENVIRONMENT.key_file
STANDTO_LAST_BOARD = ENVIRONMENT.last_board
STANDTO_PUBLIC_REPORTS = ENVIRONMENT.public_reports
STANDTO_OIDC_SERVER = ENVIRONMENT.oidc_server
STANDTO_OIDC_NAME = ENVIRONMENT.oidc_name
STANDTO_OIDC_SECOND_FACTOR = ENVIRONMENT.oidc_second_factor
STANDTO_PASSKEYS_REQUIRED = ENVIRONMENT.passkeys_required
STANDTO_REDACTING_POSTS = ENVIRONMENT.redacting_posts
STANDTO_SECOND_FACTOR = ENVIRONMENT.second_factor
STANDTO_SESSION_IDLE = ENVIRONMENT.session_idle_minutes * 60
STANDTO_ONE_SESSION = ENVIRONMENT.one_session
STANDTO_SHARES_ANSWERS = ENVIRONMENT.workers > 1
STANDTO_SMALL_NUMBER = ENVIRONMENT.small_number
STANDTO_WRITES_A_MINUTE = ENVIRONMENT.writes_a_minute
STANDTO_WEBHOOK_HOSTS = ENVIRONMENT.webhook_hosts

# A command that does not serve signs nothing lasting; the server refuses to start without a key.
SECRET_KEY = ENVIRONMENT.secret_key or token_urlsafe(64)
DEBUG = False
ALLOWED_HOSTS = list(dict.fromkeys([ENVIRONMENT.host, *ENVIRONMENT.hosts, "localhost", "127.0.0.1", "[::1]"]))
DATABASES = {"default": database_settings(ENVIRONMENT.database_url)}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "standto_desk.clock",
    "standto_desk.jobs",
    "standto_desk.ledger",
    "standto_desk.book",
    "standto_desk.access",
    "standto_desk.live",
    "standto_desk.alerts",
    "standto_desk.acts",
    "standto_desk.components",
    "standto_desk.pages",
]
MIDDLEWARE = [
    "standto_desk.service.middleware.log_requests",
    "standto_desk.service.compressing.CompressPages",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "standto_desk.service.middleware.add_headers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "standto_desk.service.static_files.StaticMiddleware",
    # Before anything can refuse a request, because that page shows the demonstration's clock too.
    "standto_desk.service.middleware.ActivateZone",
    "standto_desk.service.public_pages.answer_the_public",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    *SECURITY_MIDDLEWARE,
    "standto_desk.kit.restored_forms.fill_in_again",
    "standto_desk.kit.refusals.AnswerRefusals",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            *(PACKAGE / room / "templates" for room in ("components", "presenting", "kit")),
            *sorted((PACKAGE / "pages").glob("*/templates")),
        ],
        "OPTIONS": {
            "environment": "standto_desk.presenting.tones.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "standto_desk.pages.surroundings.around",
                "standto_desk.pages.clock.bar.clock_bar",
            ],
        },
    },
    # The e-mails of allauth, and pages without a template above.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    },
]
AUTH_USER_MODEL = "access.Account"
globals().update(security_settings(https=HTTPS))
SOCIALACCOUNT_PROVIDERS = provider_settings(ENVIRONMENT)
ROOT_URLCONF = "standto_desk.service.urls"
ASGI_APPLICATION = "standto_desk.service.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "standto_desk.service.static_files.DigestStorage"},
}
STATICFILES_DIRS = [PACKAGE / "static"] if (PACKAGE / "static").is_dir() else []

# --- Safety. How people sign in is in standto_desk.service.security. ---
SESSION_COOKIE_AGE = ENVIRONMENT.session_hours * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "standto_desk.kit.restored_forms.form_refused"
# Monitoring uses plain HTTP and the server's own address.
SECURE_REDIRECT_EXEMPT = [r"^health/$", r"^ready/$"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "img-src": ["'self'", "data:"],
        "manifest-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 16
# Workbooks name people: no file of the machine ever holds a part of them. The server refuses larger requests.
FILE_UPLOAD_HANDLERS = ["standto_desk.kit.uploads.InMemory"]
FILE_UPLOAD_MAX_MEMORY_SIZE = MOST_BYTES

# --- Logs and mail. ---
LOGGING = logging_settings(ENVIRONMENT.log_level)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.email_from
globals().update(mail_settings(ENVIRONMENT.email_url))
