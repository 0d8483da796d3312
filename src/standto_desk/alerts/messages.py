"""The messages themselves: an e-mail, or a JSON document to a webhook. Neither says anything of a person."""

from __future__ import annotations

import hashlib
import hmac
import json
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from smtplib import SMTPException
from socket import SHUT_RDWR, gaierror
from ssl import SSLError
from threading import Timer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from standto_desk.alerts.matters import KINDS
from standto_desk.alerts.models import Address
from standto_desk.alerts.secrets import Unreadable, secret_of
from standto_desk.alerts.webhooks import checked_webhook

if TYPE_CHECKING:
    from standto_desk.alerts.models import Notice

SECONDS = 10
"""How long a webhook may take in all."""


class NotTaken(OSError):
    """A webhook that did not take a message."""


def send_email(notice: Notice) -> None:
    """Send an alert by e-mail; raise where it cannot be sent."""
    alert = notice.alert
    body = f"{alert.sentence}\n\nFor {alert.post}. Look at it, and acknowledge it, at {_place()}\n"
    number = f"<alert-{alert.pk}-{notice.place}@{urlsplit(settings.STANDTO_ADDRESS).hostname}>"
    EmailMessage(f"Standto: {KINDS[alert.kind]}", body, to=[notice.to], headers={"Message-ID": number}).send()


def send_webhook(notice: Notice) -> None:
    """Send an alert to a webhook; raise `NotTaken` where it does not take it. It is not sent on to other addresses."""
    try:
        to = checked_webhook(notice.to, anywhere=True)  # an older version let more through
    except ValueError:
        raise NotTaken("its address is not one that may be used: remove it and add it again") from None
    body = json.dumps(as_json(notice)).encode()
    parts = urlsplit(to)
    connection = _connection(parts.scheme)(parts.netloc, timeout=SECONDS)
    # A socket's patience is for each part of an answer; this one is for all of it.
    watch = Timer(SECONDS, _hang_up, [connection])
    watch.start()
    try:
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection.request("POST", path, body, _headers(notice, body))
        if (status := connection.getresponse().status) >= 300:
            raise NotTaken(f"it answered with {status}")
    except HTTPException as error:
        raise NotTaken("it did not answer as a web server does") from error
    finally:
        watch.cancel()
        connection.close()


def _hang_up(connection: HTTPConnection) -> None:
    """End a connection that takes too long, whatever waits for it."""
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(SHUT_RDWR)


def why_not(error: Exception) -> str:
    """Return why a message could not be sent, in words that hold no address."""
    if isinstance(error, NotTaken | Unreadable):
        return str(error)
    return next((what for kind, what in _REASONS if isinstance(error, kind)), "it could not be sent")


_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (TimeoutError, "it did not answer in time"),
    (SSLError, "its certificate cannot be trusted, or it does not speak HTTPS"),
    (gaierror, "there is no such host"),
    (ConnectionRefusedError, "nobody answers there"),
    (SMTPException, "the mail server did not take it"),
    (ConnectionError, "the connection broke off"),
    (ValueError, "its address is not one that may be used: remove it and add it again"),
)
"""Words for each kind of failure, the first that fits: an error's own words can hold addresses."""


def as_json(notice: Notice) -> dict[str, Any]:
    """Return what a webhook is told."""
    alert = notice.alert
    return {
        "format": 1,
        "alert": alert.pk,
        "kind": alert.kind,
        "about": alert.about,
        "sentence": alert.sentence,
        "post": alert.post,
        "raised": alert.raised,
        "passed_on": notice.place,
        "look_at": _place(),
    }


def _headers(notice: Notice, body: bytes) -> dict[str, str]:
    """Return the headers: the message's number, and its signature where a secret is agreed."""
    headers = {"Content-Type": "application/json", "Idempotency-Key": f"{notice.alert_id}-{notice.place}"}
    address = Address.objects.filter(post=notice.alert.post, webhook=notice.to).exclude(secret="").first()
    if address is not None:
        secret = secret_of(address.secret)
        headers["Standto-Signature"] = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return headers


def _connection(scheme: str) -> type[HTTPConnection]:
    """Return how a webhook is reached."""
    return HTTPSConnection if scheme == "https" else HTTPConnection


def _place() -> str:
    """Return where alerts are looked at."""
    return f"{settings.STANDTO_ADDRESS}{reverse('alerts')}"
