"""The book's tables: projections of the ledger, which you can drop and make again at any time."""

from __future__ import annotations

from django.db import models


class Snapshot(models.Model):
    """The events known at an instant that still matter.

    Attributes
    ----------
    moment
        The instant.
    events
        The events known by then that still matter to horizons that start then or later, packed, without notes.
    """

    moment = models.BigIntegerField(primary_key=True)
    events = models.BinaryField()


class Late(models.Model):
    """An event that may matter to horizons that ended before it became known.

    Attributes
    ----------
    sequence
        The number of its entry.
    matters_after
        The event matters to horizons that end after this instant.
    known
        The time at which it became known.
    """

    sequence = models.IntegerField(primary_key=True)
    matters_after = models.BigIntegerField()
    known = models.BigIntegerField(db_index=True)


class Considered(models.Model):
    """The progress of the projections: one row.

    Attributes
    ----------
    sequence
        The last entry that they take account of.
    """

    sequence = models.IntegerField()
