"""Webhooks: the addresses that alerts may be sent to, and the secrets that sign messages."""

from __future__ import annotations

import re
from ipaddress import IPv6Address
from urllib.parse import SplitResult, quote, urlsplit

from cryptography.fernet import InvalidToken
from django.conf import settings

from standto_desk.access.email_addresses import in_ascii
from standto_desk.access.encryption import fernets

LONGEST = 500
HOW = "write it like https://pager.example.org/alerts"
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_IN_PATHS = "/%:@!$&'()*+,;=~-._?"


class NotAllowed(ValueError):
    """The installation does not allow the host."""


def checked_webhook(text: str) -> str:
    """Return the address of a webhook in the form that is stored: ASCII, with the host in punycode; blank stays blank.

    Parameters
    ----------
    text
        The typed text; https is assumed without a scheme.

    Raises
    ------
    ValueError
        Alerts cannot be sent to it; the message can follow the name of its field.
    """
    text = text.strip()
    if not text:
        return ""
    if any(sign.isspace() or not sign.isprintable() or sign == "\\" for sign in text):
        raise ValueError(f"contains a space, a backslash or an invisible character: {HOW}")
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        port = parts.port
    except ValueError:
        raise ValueError(f"is not an address, or its port is not from 1 to 65535: {HOW}") from None
    _check(parts, port, text)
    host = _host(parts)
    _must_be_allowed(host)
    found = f"{parts.scheme}://{host}{'' if port is None else f':{port}'}{_rest(parts)}"
    if len(found) > LONGEST:
        raise ValueError(f"is too long: use {LONGEST} characters or fewer")
    return found


def _check(parts: SplitResult, port: int | None, text: str) -> None:
    """Refuse the parts that no webhook's address may have."""
    if parts.scheme not in ("http", "https"):
        raise ValueError("has another scheme: http:// and https:// are allowed")
    if "@" in parts.netloc:
        raise ValueError("contains a name or a password: leave those out, and agree on a secret instead")
    if port == 0 or parts.netloc.endswith(":"):
        raise ValueError("has no such port: ports are 1 to 65535")
    if "#" in text:
        raise ValueError("contains a part after #, which is never sent: leave it out")


def _host(parts: SplitResult) -> str:
    try:
        return _as_kept(parts.hostname or "")
    except ValueError:
        raise ValueError(f"has no host that can be reached: {HOW}") from None


def _must_be_allowed(host: str) -> None:
    allowed = settings.STANDTO_WEBHOOK_HOSTS
    if host not in {_kept_or_none(one) for one in allowed}:
        names = ", ".join(allowed) or "none until STANDTO_WEBHOOK_HOSTS names some"
        raise NotAllowed(f"is at a host that is not allowed; allowed: {names}")


def _as_kept(host: str) -> str:
    """Return a host in its stored form; raise `ValueError` if it is not a host."""
    host = host.strip("[]")
    if ":" in host and "%" not in host:
        return f"[{IPv6Address(host)}]"
    found = in_ascii(host).removesuffix(".")
    if len(found) > 253 or not all(map(_LABEL.fullmatch, found.split("."))):
        raise ValueError
    return found


def _kept_or_none(host: str) -> str | None:
    """Return an allowed host in the form that addresses have; None if it is no host."""
    try:
        return _as_kept(host)
    except ValueError:
        return None


def _rest(parts: SplitResult) -> str:
    query = f"?{quote(parts.query, safe=_IN_PATHS)}" if parts.query else ""
    return quote(parts.path, safe=_IN_PATHS) + query


PURPOSE = "webhooks"


class Unreadable(ValueError):
    """A secret was encrypted with another key."""


def kept(secret: str) -> str:
    """Return a secret in the form that is stored; blank stays blank."""
    return fernets(PURPOSE).encrypt(secret.encode()).decode() if secret else ""


def secret_of(text: str) -> str:
    """Return a stored secret.

    Raises
    ------
    Unreadable
        The desk's secret key has changed since it was stored.
    """
    try:
        return fernets(PURPOSE).decrypt(text.encode()).decode() if text else ""
    except InvalidToken:
        raise Unreadable("its secret cannot be read: remove the address and add it again") from None
