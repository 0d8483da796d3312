"""Django's settings, from the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url

from standto_desk.service.security import security_settings

PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = os.environ.get("STANDTO_SECRET_KEY", "only-for-development-and-never-where-anybody-else-can-reach-it")
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]


def database_settings(url: str) -> dict[str, Any]:
    """Return Django's settings of a database by its URL: durable on commit, writers waiting for one another."""
    found: dict[str, Any] = dict(dj_database_url.parse(url))
    if found["ENGINE"] == "django.db.backends.sqlite3":
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        }
    return found


DATABASES = {"default": database_settings(os.environ.get("DATABASE_URL", "sqlite:///desk.sqlite3"))}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "standto_desk.clock",
    "standto_desk.ledger",
    "standto_desk.book",
    "standto_desk.access",
    "standto_desk.alerts",
    "standto_desk.look",
    "standto_desk.pages",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "look" / "templates", *sorted((PACKAGE / "pages").glob("*/templates"))],
        "OPTIONS": {
            "environment": "standto_desk.look.engine.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "standto_desk.pages.surroundings.around",
            ],
        },
    },
    # The letters that allauth writes, and whatever page has no template above.
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
globals().update(security_settings(https=False))
ROOT_URLCONF = "standto_desk.service.urls"
ASGI_APPLICATION = "standto_desk.service.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"
STATIC_URL = "static/"
STATICFILES_DIRS = [PACKAGE / "static"] if (PACKAGE / "static").is_dir() else []
