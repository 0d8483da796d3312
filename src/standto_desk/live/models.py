"""The times that all processes of the desk share."""

from __future__ import annotations

from django.db import models


class SharedTime(models.Model):
    """A time by its name, shared by all processes: a heartbeat, the start of work under way, or an hour shown."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.BigIntegerField()

    class Meta:
        db_table = "live_beat"  # the name that it was made with
