"""Messages about alerts: an e-mail, or JSON to a webhook. Neither says anything about a person."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from smtplib import SMTPException
from socket import SHUT_RDWR, gaierror
from ssl import SSLError
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from standto_desk.alerts.matters import KINDS
from standto_desk.alerts.models import Address, Notice
from standto_desk.alerts.webhooks import NotAllowed, Unreadable, checked_webhook, secret_of

SECONDS = 10
"""Seconds that a webhook may take in all."""


class NotTaken(OSError):
    """A webhook did not accept a message."""


def send_email(notice: Notice) -> None:
    """Send an alert by e-mail; raise an error if it cannot be sent."""
    alert = notice.alert
    body = f"{alert.sentence}\n\nFor {alert.post}. See the alert and acknowledge it at {_place()}\n"
    number = f"<alert-{alert.pk}-{notice.place}@{urlsplit(settings.STANDTO_ADDRESS).hostname}>"
    EmailMessage(f"Standto: {KINDS[alert.kind]}", body, to=[notice.to], headers={"Message-ID": number}).send()


def send_webhook(notice: Notice) -> None:
    """Send an alert to a webhook, without following redirects; raise `NotTaken` if it is not accepted."""
    try:
        # Checked again: an older version allowed more, and the allowed hosts may have changed since.
        parts = urlsplit(checked_webhook(notice.to))
    except NotAllowed:
        raise NotTaken("the installation no longer allows its host") from None
    except ValueError:
        raise NotTaken("its address cannot be used: remove it and add it again") from None
    body = json.dumps(as_json(notice)).encode()
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    connection = _connection(parts.scheme)(parts.netloc, timeout=SECONDS)
    status = _in_time(connection, partial(_answer, connection, path, body, _headers(notice, body)))
    if status >= 300:
        raise NotTaken(f"it answered with {status}")


def _answer(connection: HTTPConnection, path: str, body: bytes, headers: dict[str, str]) -> int:
    try:
        connection.request("POST", path, body, headers)
        return connection.getresponse().status
    except HTTPException as error:
        raise NotTaken("it did not answer like a web server") from error
    finally:
        connection.close()


def _in_time(connection: HTTPConnection, ask: Callable[[], int]) -> int:
    """Return the result of `ask`, or give up once the webhook's time is over.

    A socket's timeout applies to each part of an answer and to each address of a host, and a look-up of the host has
    none. So another thread asks, and is abandoned when the time is up.
    """
    answer: Future[int] = Future()
    Thread(target=_ask, args=(answer, ask), name="webhook", daemon=True).start()
    try:
        return answer.result(SECONDS)
    except TimeoutError:
        _hang_up(connection)
        raise


def _ask(answer: Future[int], ask: Callable[[], int]) -> None:
    try:
        answer.set_result(ask())
    except BaseException as error:  # noqa: BLE001
        answer.set_exception(error)  # for the waiting thread


def _hang_up(connection: HTTPConnection) -> None:
    """Close a connection that takes too long, which ends the wait for it."""
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(SHUT_RDWR)


def why_not(error: Exception) -> str:
    """Return the reason why a message could not be sent, without an address."""
    if isinstance(error, NotTaken | Unreadable):
        return str(error)
    return next((what for kind, what in _REASONS if isinstance(error, kind)), "it could not be sent")


_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (TimeoutError, "it did not answer in time"),
    (SSLError, "its certificate cannot be trusted, or it does not speak HTTPS"),
    (gaierror, "there is no such host"),
    (ConnectionRefusedError, "nothing listens at its address"),
    (SMTPException, "the mail server did not accept it"),
    (ConnectionError, "the connection broke off"),
    (ValueError, "its address cannot be used: remove it and add it again"),
)
"""Words for each kind of failure, the first that fits, because an error's own words can hold addresses."""


def as_json(notice: Notice) -> dict[str, Any]:
    """Return the content of a message to a webhook."""
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
    """Return the headers: the message's number, and its signature if a secret is agreed."""
    headers = {"Content-Type": "application/json", "Idempotency-Key": f"{notice.alert_id}-{notice.place}"}
    address = Address.objects.filter(post=notice.alert.post, webhook=notice.to).exclude(secret="").first()
    if address is not None:
        secret = secret_of(address.secret)
        headers["Standto-Signature"] = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return headers


def _connection(scheme: str) -> type[HTTPConnection]:
    return HTTPSConnection if scheme == "https" else HTTPConnection


def _place() -> str:
    return f"{settings.STANDTO_ADDRESS}{reverse('alerts')}"
