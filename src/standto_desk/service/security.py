"""Django's settings of accounts and sessions: signing in, and limits on guesses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standto_desk.service.environment import Environment

BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORDS = {
    "AUTHENTICATION_BACKENDS": BACKENDS,
    "PASSWORD_HASHERS": [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ],
    # Length is better than a mix of characters; common passwords are refused.
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
    "ACCOUNT_ADAPTER": "standto_desk.access.adapters.AccountAdapter",
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
    # The desk itself counts guesses, before they are tried.
    "ACCOUNT_RATE_LIMITS": {"login": "60/m/ip", "login_failed": None},
    "ACCOUNT_FORMS": {
        "change_password": "standto_desk.access.allauth_forms.ChangePassword",
        "reset_password": "standto_desk.access.allauth_forms.ResetPassword",
    },
    # E-mails go only to addresses that accounts have.
    "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
    "MFA_FORMS": {
        "authenticate": "standto_desk.access.allauth_forms.Authenticate",
        "reauthenticate": "standto_desk.access.allauth_forms.Reauthenticate",
        "add_webauthn": "standto_desk.access.passkey_forms.AddPasskey",
        "authenticate_webauthn": "standto_desk.access.passkey_forms.PasskeyAsSecondStep",
        "login_webauthn": "standto_desk.access.passkey_forms.LoginPasskey",
        "reauthenticate_webauthn": "standto_desk.access.passkey_forms.PasskeyAgain",
    },
    "MFA_ADAPTER": "standto_desk.access.adapters.FactorAdapter",
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_TOTP_ISSUER": "Standto",
    "MFA_TOTP_TOLERANCE": 1,
    "MFA_RECOVERY_CODES_SHOW_ONCE": True,
}
# Signing in at a provider outside, if one is set up. Nobody signs up there either.
OUTSIDE = {
    "SOCIALACCOUNT_ADAPTER": "standto_desk.access.outside_sign_in.OutsideAdapter",
    "SOCIALACCOUNT_STORE_TOKENS": False,
    "SOCIALACCOUNT_AUTO_SIGNUP": False,
    "SOCIALACCOUNT_EMAIL_AUTHENTICATION": False,
    "SOCIALACCOUNT_EMAIL_VERIFICATION": "none",
}
# The limits on wrong passwords for one name from one address, wrong passwords or codes for one name from anywhere, and
# those from one address. Past a limit no more are tried until the first is a quarter of an hour old.
GUESSES = {"STANDTO_GUESSES": {"pair": 5, "name": 20, "address": 50}, "STANDTO_GUESSES_WAIT": 900}
SESSIONS = {
    "SESSION_ENGINE": "standto_desk.access.session_store",
    "SESSION_COOKIE_AGE": 12 * 3600,
    # Messages for the next page stay on the server, not in a cookie.
    "MESSAGE_STORAGE": "standto_desk.access.session_store.MessageStorage",
}
# After django-allauth's own, in this order.
MIDDLEWARE = [
    "standto_desk.access.sessions.limit_sessions",
    "standto_desk.access.first_steps.ask_first_steps",
    "standto_desk.access.write_limits.limit_writes",
]
# One cache for all processes, because a code that was used in one must not work in another. It also holds kept forms.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "standto_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}


def security_settings(*, https: bool) -> dict[str, Any]:
    """Return Django's settings by name.

    Parameters
    ----------
    https
        Whether people reach the desk by HTTPS; then the names of its cookies tie them to it.
    """
    names = {"SESSION_COOKIE_NAME": "__Host-session", "CSRF_COOKIE_NAME": "__Host-csrf"} if https else {}
    return {**PASSWORDS, **SIGNING_IN, **OUTSIDE, **GUESSES, **SESSIONS, "CACHES": CACHES, **names}


def provider_settings(environment: Environment) -> dict[str, Any]:
    """Return django-allauth's settings of the provider of OpenID Connect; none without one."""
    secret_file = Path(environment.oidc_secret_file)
    if not environment.oidc_server or not secret_file.is_file():
        return {}
    app = {
        "provider_id": "provider",
        "name": environment.oidc_name,
        "client_id": environment.oidc_client_id,
        "secret": secret_file.read_text(encoding="utf-8").strip(),
        "settings": {
            "server_url": environment.oidc_server,
            "uid_field": environment.oidc_claim,
            # The id token says who it is; the desk asks for nothing else about a person.
            "fetch_userinfo": False,
            "scope": ["openid"],
            "oauth_pkce_enabled": True,
        },
    }
    return {"openid_connect": {"APPS": [app]}}
