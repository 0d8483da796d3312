"""The messages themselves: an e-mail, or a JSON document to a webhook. Neither says anything of a person."""

from __future__ import annotations

import hashlib
import hmac
import json
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from smtplib import SMTPException
from socket import SHUT_RDWR, gaierror
from ssl import SSLError
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from standto_desk.alerts.matters import KINDS
from standto_desk.alerts.models import Address
from standto_desk.alerts.webhooks import NotAllowed, Unreadable, checked_webhook, secret_of

if TYPE_CHECKING:
    from collections.abc import Callable

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
        # Again: an older version let more through, and the installation may allow other hosts since it was entered.
        parts = urlsplit(checked_webhook(notice.to))
    except NotAllowed:
        raise NotTaken("its host is no longer one that the installation allows") from None
    except ValueError:
        raise NotTaken("its address is not one that may be used: remove it and add it again") from None
    body = json.dumps(as_json(notice)).encode()
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    connection = _connection(parts.scheme)(parts.netloc, timeout=SECONDS)
    status = _in_time(connection, partial(_answer, connection, path, body, _headers(notice, body)))
    if status >= 300:
        raise NotTaken(f"it answered with {status}")


def _answer(connection: HTTPConnection, path: str, body: bytes, headers: dict[str, str]) -> int:
    """Post a message; return the status of the answer."""
    try:
        connection.request("POST", path, body, headers)
        return connection.getresponse().status
    except HTTPException as error:
        raise NotTaken("it did not answer as a web server does") from error
    finally:
        connection.close()


def _in_time(connection: HTTPConnection, ask: Callable[[], int]) -> int:
    """Return what asking returns, or give up once a webhook has had its time in all.

    A socket's patience is for each part of an answer and for each address of a host, and looking a host up has none:
    so that somebody else asks, and is left to it.
    """
    answer: Future[int] = Future()
    Thread(target=_ask, args=(answer, ask), name="webhook", daemon=True).start()
    try:
        return answer.result(SECONDS)
    except TimeoutError:
        _hang_up(connection)
        raise


def _ask(answer: Future[int], ask: Callable[[], int]) -> None:
    """Ask, and hand over what came of it."""
    try:
        answer.set_result(ask())
    except BaseException as error:  # noqa: BLE001
        answer.set_exception(error)  # for whoever waits


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
