"""People in addresses: sealed, so that no log, bookmark or screen shows a cipher."""

from __future__ import annotations

from cryptography.fernet import InvalidToken

from standto_desk.access.encryption import fernets

_PURPOSE = "people in addresses"


def sealed(person: str) -> str:
    """Return a person's cipher as an address can hold it: another text each time, which only this desk can read."""
    return fernets(_PURPOSE).encrypt(person.encode()).decode().rstrip("=")


def unsealed(text: str) -> str:
    """Return the cipher that `sealed` was given; blank if this desk sealed no such text."""
    try:
        return fernets(_PURPOSE).decrypt((text + "=" * (-len(text) % 4)).encode()).decode()
    except (InvalidToken, ValueError):
        return ""
