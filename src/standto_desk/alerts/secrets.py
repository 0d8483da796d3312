"""The secrets that sign what webhooks are sent, as they are kept: encrypted."""

from __future__ import annotations

from cryptography.fernet import InvalidToken

from standto_desk.access.encryption import fernets

PURPOSE = "webhooks"


class Unreadable(ValueError):
    """A secret that was encrypted with another key."""


def kept(secret: str) -> str:
    """Return a secret as it is kept; a blank one stays blank."""
    return fernets(PURPOSE).encrypt(secret.encode()).decode() if secret else ""


def secret_of(text: str) -> str:
    """Return a secret that was kept.

    Raises
    ------
    Unreadable
        The desk's secret key is another than the one it was kept with.
    """
    try:
        return fernets(PURPOSE).decrypt(text.encode()).decode() if text else ""
    except InvalidToken:
        raise Unreadable("its secret cannot be read: remove the address and add it again") from None
