"""The tables of the demonstration's clock, and of the machine's clock compared with its uptime."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from standto.model.time import Instant


class DemoClock(models.Model):
    """The clock of a demonstration; its one row stands in a demonstration's database and in no other."""

    shown = models.BigIntegerField()
    """What it showed when it was last set."""
    set_at = models.BigIntegerField()
    """When that was, by the real clock."""
    rate = models.IntegerField(default=0)
    """How many seconds it goes on in a real one; 0: it stands."""
    settings = models.IntegerField(default=0)
    """How often it was set."""

    class Meta:
        """One row at most, and no clock goes backwards."""

        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="clock_one_row"),
            models.CheckConstraint(condition=models.Q(rate__gte=0), name="clock_forwards"),
        ]

    def reads(self, real: Instant) -> Instant:
        """Return what it shows at an instant of the real clock."""
        return int(self.shown + max(0, real - self.set_at) * self.rate)


class BootReading(models.Model):
    """By how much a machine's clock and its own count of time differed, for each start of a machine.

    Attributes
    ----------
    boot
        Which start of which machine.
    differs
        The clock less the count.
    count
        The count when that was noted: one that is lower now began anew.
    lead
        By how much the clock may be ahead of the database's own, as was confirmed.
    """

    boot = models.CharField(max_length=64, primary_key=True)
    differs = models.BigIntegerField()
    count = models.BigIntegerField()
    lead = models.BigIntegerField(default=0)

    class Meta:
        """The table has kept the name that it was made with."""

        db_table = "clock_witness"
