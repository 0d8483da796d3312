"""The ciphers of a page's rows as a form carries them: sealed, so that the form sends back what the page showed."""

from __future__ import annotations

from collections.abc import Iterable

from cryptography.fernet import InvalidToken

from standto_desk.access.encryption import fernets

_PURPOSE = "standto.rota"


def seal(ciphers: Iterable[str]) -> str:
    """Return some ciphers as a text that only this desk can read."""
    return fernets(_PURPOSE).encrypt(" ".join(ciphers).encode()).decode()


def unseal(text: str) -> list[str]:
    """Return the ciphers in a text that `seal` made; none if this desk did not make it."""
    try:
        return fernets(_PURPOSE).decrypt(text).decode().split()
    except (InvalidToken, ValueError):
        return []
