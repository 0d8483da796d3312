"""Second factors at rest: their secrets are encrypted with a key made from the desk's own, which no backup holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.adapter import DefaultMFAAdapter

from standto_desk.access.encryption import fernets

if TYPE_CHECKING:
    from standto_desk.access.models import Account

PURPOSE = "second factors"


class FactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors encrypted."""

    def get_totp_label(self, user: Account) -> str:
        """Return what an authenticator app calls the account."""
        return str(user.username)

    def encrypt(self, text: str) -> str:
        """Return a secret as it is kept."""
        return fernets(PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret that was kept, also under a key that has since been replaced."""
        return fernets(PURPOSE).decrypt(encrypted_text.encode()).decode()
