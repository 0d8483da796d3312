"""The visits of accounts to the board."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class LastLook(models.Model):
    """An account's last two visits to the board.

    Attributes
    ----------
    since, since_at
        The last entry of the ledger at the visit before, and the time of that visit: the board lists the changes after
        it.
    seen, seen_at
        The last entry that the board has shown the account, and when.
    since_numbers, seen_numbers
        The numbers on the board at these times, as JSON; blank if we did not keep them.
    """

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True)
    since = models.BigIntegerField()
    since_at = models.BigIntegerField()
    since_numbers = models.TextField(blank=True)
    seen = models.BigIntegerField()
    seen_at = models.BigIntegerField()
    seen_numbers = models.TextField(blank=True)
