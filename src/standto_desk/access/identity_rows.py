"""The table of the identities by which accounts sign in at a provider outside."""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.db import models

from standto_desk.access.sealed_rows import SealedQuerySet


class OutsideIdentity(models.Model):
    """The identity of an account's owner at the provider of OpenID Connect; the desk keeps only a hash of it.

    Attributes
    ----------
    hash
        SHA-256 of the provider's address and of the claim that names the account there.
    linked
        When it was linked, by the machine's own clock.
    """

    account = models.OneToOneField("access.Account", on_delete=models.PROTECT, related_name="outside_identity")
    hash = models.CharField(max_length=64, unique=True)
    linked = models.BigIntegerField()

    objects = SealedQuerySet.as_manager()


def identity_hash(name: str) -> str:
    """Return the hash of an identity by the value that names it at the provider."""
    return sha256(f"{settings.STANDTO_OIDC_SERVER}\n{name.strip()}".encode()).hexdigest()
