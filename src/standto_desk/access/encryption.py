"""Secrets at rest: encrypted with a key made from the desk's own, which no backup holds."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from hmac import digest

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def fernets(purpose: str) -> MultiFernet:
    """Return what encrypts secrets of a kind, and decrypts them: the newest key first, then those before it.

    Parameters
    ----------
    purpose
        What the secrets are for; each purpose has keys of its own.
    """
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(digest(key.encode(), purpose.encode(), sha256))) for key in keys])
