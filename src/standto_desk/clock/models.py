"""The tables of the demonstration's clock, and of the machine's clock compared with its uptime."""

from __future__ import annotations

from django.db import models

from standto.model.time import Instant


class DemoClock(models.Model):
    """The clock of a demonstration; only a demonstration's database has its one row."""

    shown = models.BigIntegerField()
    """The time that it showed when it was last set."""
    set_at = models.BigIntegerField()
    """The real time at which it was last set."""
    rate = models.IntegerField(default=0)
    """Its seconds in a real second; 0: it stands still."""
    settings = models.IntegerField(default=0)
    """How often it was set."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="clock_one_row"),
            models.CheckConstraint(condition=models.Q(rate__gte=0), name="clock_forwards"),
        ]

    def reads(self, real: Instant) -> Instant:
        """Return the time that it shows at an instant of the real clock."""
        return int(self.shown + max(0, real - self.set_at) * self.rate)


class BootReading(models.Model):
    """The difference between a machine's clock and its uptime, for each boot of a machine.

    Attributes
    ----------
    boot
        The id of the boot.
    differs
        The clock less the uptime.
    count
        The uptime when that was noted; a lower uptime is of another boot.
    lead
        How far the clock was confirmed to be ahead of the database's own.
    """

    boot = models.CharField(max_length=64, primary_key=True)
    differs = models.BigIntegerField()
    count = models.BigIntegerField()
    lead = models.BigIntegerField(default=0)

    class Meta:
        db_table = "clock_witness"  # the name that it was made with
