"""Checking e-mail addresses, and the form in which they are stored."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

LONGEST = 254
HOW = "write it like name@example.org"
_valid = EmailValidator()


def checked_email(text: str) -> str:
    """Return an e-mail address in the form that is stored: ASCII, with the host in punycode; blank stays blank.

    Raises
    ------
    ValueError
        It is not an e-mail address; the message can follow the name of its field.
    """
    text = text.strip()
    if not text:
        return ""
    name, _, host = text.rpartition("@")
    if not name.isascii():
        raise ValueError(f"has a character before the @ that mail servers do not accept: {HOW}")
    try:
        found = f"{name}@{in_ascii(host)}"
        _valid(found)
    except (UnicodeError, ValidationError):
        raise ValueError(f"is not an e-mail address: {HOW}") from None
    if len(found) > LONGEST:
        raise ValueError(f"is too long: use {LONGEST} characters or fewer")
    return found


def in_ascii(host: str) -> str:
    """Return a host's name in lower case and punycode; raise `UnicodeError` if it has no such form."""
    if host.isascii():
        return host.lower()
    return host.encode("idna").decode("ascii").lower()
