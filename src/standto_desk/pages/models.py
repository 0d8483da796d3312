"""What pages remember of who looked at them."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class LastLook(models.Model):
    """When an account last looked at the board, and what it had seen by then.

    Attributes
    ----------
    since, since_at
        The last entry of the ledger that it knew when it looked the time before, and when that was: what came after
        is told as changed.
    seen, seen_at
        The last entry that it has been shown, and when.
    since_numbers, seen_numbers
        The numbers that the board showed at these times, as JSON; blank where they were not kept.
    """

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True)
    since = models.BigIntegerField()
    since_at = models.BigIntegerField()
    since_numbers = models.TextField(blank=True)
    seen = models.BigIntegerField()
    seen_at = models.BigIntegerField()
    seen_numbers = models.TextField(blank=True)
