"""Second factors at rest: their secrets are encrypted with a key made from the desk's own, which no backup holds."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from hmac import digest
from typing import TYPE_CHECKING

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

if TYPE_CHECKING:
    from standto_desk.access.models import Account


class FactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors encrypted."""

    def get_totp_label(self, user: Account) -> str:
        """Return what an authenticator app calls the account."""
        return str(user.username)

    def encrypt(self, text: str) -> str:
        """Return a secret as it is kept."""
        return _locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret that was kept, also under a key that has since been replaced."""
        return _locks().decrypt(encrypted_text.encode()).decode()


def _locks() -> MultiFernet:
    """Return the newest key first, then those before it."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(digest(key.encode(), b"second factors", sha256))) for key in keys])
