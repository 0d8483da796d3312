"""The tables: entries in a chain, the free text beside it, and the head, which every append locks."""

from __future__ import annotations

from django.db import models

from standto.model.time import FOREVER
from standto_desk.ledger.drafts import EVENT, ROW, reference_to
from standto_desk.ledger.entry_queries import Entries


class Entry(models.Model):
    """One thing that somebody entered: never changed, never removed. The ledger's reference page lists its columns."""

    sequence = models.IntegerField(primary_key=True)
    sort = models.CharField(max_length=40)
    name = models.TextField(blank=True)
    kind = models.TextField(blank=True)
    subject = models.TextField(blank=True)
    occurred = models.BigIntegerField()
    until = models.BigIntegerField()
    capability = models.TextField(blank=True)
    count = models.IntegerField(null=True)
    low = models.IntegerField(null=True)
    high = models.IntegerField(null=True)
    step = models.TextField(blank=True)
    source = models.TextField(blank=True)
    known = models.BigIntegerField()
    recorded = models.BigIntegerField()
    imported = models.BooleanField()
    account = models.TextField()
    post = models.TextField(blank=True)
    force = models.TextField(blank=True)
    key = models.CharField(max_length=200, null=True, unique=True)
    body = models.TextField(blank=True)
    text_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    nonce = models.CharField(max_length=32, blank=True)

    objects = Entries.as_manager()

    class Meta:
        """The indexes that the book reads by: few, because every append writes all of them."""

        indexes = [
            models.Index(fields=["known", "sequence"], name="ledger_known"),
            models.Index(fields=["subject", "sequence"], name="ledger_subject"),
            models.Index(fields=["occurred"], name="ledger_occurred"),
            # Of a few entries only: see `OF_ACTS` and `ENDS` in `standto_desk.ledger.entry_queries`.
            models.Index(fields=["sort", "sequence"], condition=~models.Q(sort__in=(EVENT, ROW)), name="ledger_acts"),
            models.Index(fields=["until"], condition=models.Q(until__lt=FOREVER), name="ledger_ends"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["name"], condition=~models.Q(name=""), name="ledger_name"),
        ]

    @property
    def reference(self) -> str:
        """How other entries refer to it."""
        return reference_to(self.name, self.sequence)


class Text(models.Model):
    """The free text of an entry, which holds its salted hash: never changed, and deleted only when redacted."""

    sequence = models.IntegerField(primary_key=True)
    salt = models.CharField(max_length=32)
    text = models.TextField()


class Head(models.Model):
    """The number of entries and the hash of the last: one row."""

    id = models.IntegerField(primary_key=True)
    count = models.IntegerField()
    hash = models.CharField(max_length=64)
