"""A real provider of OpenID Connect, django-oauth-toolkit, in a process of its own.

``python -m tests.desk.access.oidc_provider FOLDER CALLBACK`` prints its port and its client. What the file ``tampered``
in the folder says, ``issuer`` or ``nonce``, is wrong in the next id token.
"""

from __future__ import annotations

import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

SECRET, USERS = "a secret of the desk", ("ada", "strong", "stranger")


def key() -> str:
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form, hidden = serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    return made.private_bytes(serialization.Encoding.PEM, form, hidden).decode()


def configure(folder: Path) -> None:
    from django.conf import settings

    settings.configure(
        SECRET_KEY="of the provider alone",
        ALLOWED_HOSTS=["*"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "provider.sqlite3")}},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        ROOT_URLCONF="tests.desk.access.oidc_provider_urls",
        LOGIN_URL="/login/",
        SESSION_COOKIE_NAME="provider-session",
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": key(),
            "OAUTH2_VALIDATOR_CLASS": "tests.desk.access.oidc_provider_urls.Validator",
            "SCOPES": {"openid": "to sign in"},
            "PKCE_REQUIRED": True,
            "ALLOWED_REDIRECT_URI_SCHEMES": ["http"],
        },
        PROVIDER_FOLDER=folder,
        USE_TZ=True,
    )


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args) -> None:
        """Say nothing."""


def serve(folder: Path, callback: str) -> None:
    import django

    configure(folder)
    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0)
    for name in USERS:
        User.objects.create_user(name, email=f"{name}@example.org", first_name="Ada", last_name="Lovelace")
    client = Application.objects.create(
        name="the desk",
        client_secret=SECRET,
        client_type="confidential",
        authorization_grant_type="authorization-code",
        algorithm="RS256",
        redirect_uris=callback,
        skip_authorization=True,
    )
    with make_server("localhost", 0, get_wsgi_application(), handler_class=Quiet) as server:
        print(server.server_port, client.client_id, flush=True)
        server.serve_forever()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), sys.argv[2])
