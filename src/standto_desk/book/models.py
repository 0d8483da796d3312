"""The book's own tables: projections of the ledger, which can be dropped and made again at any time."""

from __future__ import annotations

from django.db import models


class Snapshot(models.Model):
    """The events known at an instant that still matter.

    Attributes
    ----------
    moment
        The instant: every event known by then was looked at, and none that became known later.
    events
        Those events that still matter to horizons that start then or later, packed, without their notes.
    """

    moment = models.BigIntegerField(primary_key=True)
    events = models.BinaryField()


class Late(models.Model):
    """An event that may matter to horizons that ended long before it became known.

    Attributes
    ----------
    sequence
        The number of its entry.
    matters_after
        It matters to horizons that end after this instant.
    known
        From when it is known.
    """

    sequence = models.IntegerField(primary_key=True)
    matters_after = models.BigIntegerField()
    known = models.BigIntegerField(db_index=True)


class Considered(models.Model):
    """How far the projections have come: one row.

    Attributes
    ----------
    sequence
        The last entry that they take account of.
    """

    sequence = models.IntegerField()
