"""Django's settings of accounts and sessions: how people sign in, and what stops who guesses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORDS = {
    "AUTHENTICATION_BACKENDS": BACKENDS,
    "PASSWORD_HASHERS": [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ],
    # Length beats a mix of signs; what others have used before is refused.
    "AUTH_PASSWORD_VALIDATORS": [
        {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
        {
            "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
            "OPTIONS": {"min_length": 12},
        },
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
        {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    ],
    "PASSWORD_RESET_TIMEOUT": 3600,
    "LOGIN_URL": "account_login",
    "LOGIN_REDIRECT_URL": "/",
    "LOGOUT_REDIRECT_URL": "/account/login/",
}
# django-allauth. Nobody signs up; a name and a password, then a code.
SIGNING_IN = {
    "ACCOUNT_ADAPTER": "standto_desk.access.adapter.AccountAdapter",
    "ACCOUNT_TEMPLATE_EXTENSION": "html",
    "ACCOUNT_LOGIN_METHODS": {"username"},
    "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
    "ACCOUNT_EMAIL_VERIFICATION": "none",
    "ACCOUNT_EMAIL_NOTIFICATIONS": False,
    "ACCOUNT_USER_MODEL_EMAIL_FIELD": "email",
    "ACCOUNT_SESSION_REMEMBER": False,
    "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
    "ACCOUNT_REAUTHENTICATION_TIMEOUT": 300,
    "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": False,
    # Beside axes: guesses at one account from many addresses, at many accounts from one, and at codes.
    "ACCOUNT_RATE_LIMITS": {"login": "60/m/ip", "login_failed": "50/15m/ip,20/15m/key"},
    "MFA_ADAPTER": "standto_desk.access.factors.FactorAdapter",
    "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes"],
    "MFA_TOTP_ISSUER": "Standto",
    "MFA_TOTP_TOLERANCE": 1,
    "MFA_RECOVERY_CODES_SHOW_ONCE": True,
}
# django-axes. Five wrong passwords for one account from one address, and that pair waits a quarter of an hour.
LOCK_OUT = {
    "AXES_FAILURE_LIMIT": 5,
    "AXES_COOLOFF_TIME": timedelta(minutes=15),
    "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
    "AXES_RESET_ON_SUCCESS": True,
    "AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT": False,
    "AXES_DISABLE_ACCESS_LOG": True,
    "AXES_ENABLE_ACCESS_FAILURE_LOG": False,
    "AXES_USERNAME_CALLABLE": "standto_desk.access.guessing.fingerprint_of",
    "AXES_CLIENT_IP_CALLABLE": "standto_desk.access.addresses.address_of",
    "AXES_CLIENT_STR_CALLABLE": "standto_desk.access.guessing.nobody_in_particular",
    "AXES_LOCKOUT_CALLABLE": "standto_desk.access.guessing.locked_out",
    "AXES_SENSITIVE_PARAMETERS": ["login", "password", "next", "csrfmiddlewaretoken"],
    "AXES_VERBOSE": False,
}
SESSIONS = {
    "SESSION_ENGINE": "django.contrib.sessions.backends.db",
    "SESSION_COOKIE_AGE": 12 * 3600,
    # What a page says next stays on the server: a cookie is no place for it.
    "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
}
# After django-allauth's own, in this order.
MIDDLEWARE = [
    "standto_desk.access.sessions.limit_sessions",
    "standto_desk.access.first_steps.ask_first_steps",
    "standto_desk.access.writes.limit_writes",
    "axes.middleware.AxesMiddleware",
]
# One for all processes, since a code that was used in one must not do in another.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "standto_cache"}}


def security_settings(*, https: bool) -> dict[str, Any]:
    """Return Django's settings by their names.

    Parameters
    ----------
    https
        Whether people reach the desk by HTTPS: then its cookies are for it alone, by their name too.
    """
    names = {"SESSION_COOKIE_NAME": "__Host-session", "CSRF_COOKIE_NAME": "__Host-csrf"} if https else {}
    return {**PASSWORDS, **SIGNING_IN, **LOCK_OUT, **SESSIONS, "CACHES": CACHES, **names}
