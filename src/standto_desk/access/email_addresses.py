"""Whether an e-mail address can be written to, and how it is kept."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

LONGEST = 254
HOW = "write it like name@example.org"
_valid = EmailValidator()


def checked_email(text: str) -> str:
    """Return an e-mail address as it is kept: in ASCII, a host's other letters as punycode; blank where it is blank.

    Parameters
    ----------
    text
        What was typed.

    Raises
    ------
    ValueError
        It is none; says why, in words that can follow on the name of its field.
    """
    text = text.strip()
    if not text:
        return ""
    name, _, host = text.rpartition("@")
    if not name.isascii():
        raise ValueError(f"has a letter before the @ that mail servers do not take: {HOW}")
    try:
        found = f"{name}@{in_ascii(host)}"
        _valid(found)
    except (UnicodeError, ValidationError):
        raise ValueError(f"is not an e-mail address: {HOW}") from None
    if len(found) > LONGEST:
        raise ValueError(f"is too long: {LONGEST} characters at the most")
    return found


def in_ascii(host: str) -> str:
    """Return a host's name in small letters, those outside ASCII as punycode; raise `UnicodeError` where it is none."""
    if host.isascii():
        return host.lower()
    return host.encode("idna").decode("ascii").lower()
