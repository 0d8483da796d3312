"""The times and the answers that all processes of the desk share."""

from __future__ import annotations

from django.db import models


class SharedTime(models.Model):
    """A time by its name, shared by all processes: a heartbeat, the start of work under way, or an hour shown."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.BigIntegerField()

    class Meta:
        db_table = "live_beat"  # the name that it was made with


class SharedAnswer(models.Model):
    """An answer that one process works out for all of them.

    Attributes
    ----------
    key
        A digest of the question and of the state of the ledger.
    content, seal
        The answer, and its seal with the desk's secret key; None and blank while a process works it out.
    """

    key = models.CharField(max_length=64, unique=True)
    content = models.BinaryField(null=True)
    seal = models.CharField(max_length=64, blank=True)
