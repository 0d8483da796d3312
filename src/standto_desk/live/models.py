"""The table of what is done in the background."""

from __future__ import annotations

from django.db import models


class Beat(models.Model):
    """When a piece of background work was last done, by the real clock."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.BigIntegerField()
