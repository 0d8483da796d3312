"""What acts remember of themselves, beside the ledger."""

from __future__ import annotations

from django.db import models


class Verification(models.Model):
    """Somebody asked for the chain to be verified, and what came of it.

    Attributes
    ----------
    asked, ended
        When, by the desk's clock; `ended` is None while it is under way.
    account, post, force
        By whom.
    anchored
        The number of entries that an anchor named, which the ledger was held to; None without one.
    share
        How much of it is done, in per cent.
    beat
        When its worker last said so, by the machine's clock.
    count, hash, redacted
        How many entries follow on one another, the hash of the last, and how many texts are gone by redaction.
    fault
        What is wrong with the ledger, the first of it; blank where nothing is.
    lines, lines_hash, lines_faults, unproven
        The same of the security log: its lines, the hash of the last, every fault on a line of its own; and what it
        says of backups that were restored without proof.
    """

    asked = models.BigIntegerField()
    ended = models.BigIntegerField(null=True)
    account = models.CharField(max_length=100)
    post = models.CharField(max_length=100, blank=True)
    force = models.CharField(max_length=100, blank=True)
    anchored = models.BigIntegerField(null=True)
    share = models.PositiveSmallIntegerField(default=0)
    beat = models.BigIntegerField()
    count = models.BigIntegerField(null=True)
    hash = models.CharField(max_length=64, blank=True)
    redacted = models.BigIntegerField(null=True)
    fault = models.TextField(blank=True)
    lines = models.BigIntegerField(null=True)
    lines_hash = models.CharField(max_length=64, blank=True)
    lines_faults = models.TextField(blank=True)
    unproven = models.TextField(blank=True)

    @property
    def faults(self) -> list[str]:
        """Everything that is wrong, in words."""
        return [fault for fault in (self.fault, *self.lines_faults.split("\n")) if fault]

    class Meta:
        """The last one asked for comes first."""

        ordering = ("-id",)
