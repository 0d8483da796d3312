"""The messages themselves: an e-mail, or a JSON document to a webhook. Neither says anything of a person."""

from __future__ import annotations

import hashlib
import hmac
import json
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from standto_desk.alerts.matters import KINDS
from standto_desk.alerts.models import Address

if TYPE_CHECKING:
    from standto_desk.alerts.models import Notice

SECONDS = 10
"""How long a webhook may take to answer."""


class NotTaken(OSError):
    """A webhook that did not take a message."""


def send_email(notice: Notice) -> None:
    """Send an alert by e-mail; raise `OSError` where it cannot be sent."""
    alert = notice.alert
    body = f"{alert.sentence}\n\nFor {alert.post}. Look at it, and acknowledge it, at {_place()}\n"
    number = f"<alert-{alert.pk}-{notice.place}@{urlsplit(settings.STANDTO_ADDRESS).hostname}>"
    EmailMessage(f"Standto: {KINDS[alert.kind]}", body, to=[notice.to], headers={"Message-ID": number}).send()


def send_webhook(notice: Notice) -> None:
    """Send an alert to a webhook; raise `OSError` where it does not take it. It is not sent on to other addresses."""
    body = json.dumps(as_json(notice)).encode()
    parts = urlsplit(notice.to)
    connection = _connection(parts.scheme)(parts.netloc, timeout=SECONDS)
    try:
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection.request("POST", path, body, _headers(notice, body))
        if (status := connection.getresponse().status) >= 300:
            raise NotTaken(f"it answered with {status}")
    except HTTPException as error:
        raise NotTaken("it did not answer as a web server does") from error
    finally:
        connection.close()


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
        headers["Standto-Signature"] = hmac.new(address.secret.encode(), body, hashlib.sha256).hexdigest()
    return headers


def _connection(scheme: str) -> type[HTTPConnection]:
    """Return how a webhook is reached."""
    return HTTPSConnection if scheme == "https" else HTTPConnection


def _place() -> str:
    """Return where alerts are looked at."""
    return f"{settings.STANDTO_ADDRESS}{reverse('alerts')}"
