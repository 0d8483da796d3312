"""Encryption of stored secrets, with keys derived from the desk's secret key, which is in no backup."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from hmac import digest

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def fernets(purpose: str) -> MultiFernet:
    """Return the encryption for a purpose: it encrypts with the newest key and decrypts with older ones too.

    Parameters
    ----------
    purpose
        The use of the secrets; each has its own keys.
    """
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(digest(key.encode(), purpose.encode(), sha256))) for key in keys])
