"""The tables of jobs and of the files that they make."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import models

READY, RUNNING, DONE, FAILED, CANCELLED = "ready", "running", "done", "failed", "cancelled"
UNDER_WAY = (READY, RUNNING)
"""The states that a job has not ended in."""


class Job(models.Model):
    """A piece of long work: the question, how far it has got, and its result.

    Attributes
    ----------
    name, arguments
        The function, and its arguments.
    account
        The account that asked for it, an opaque id; blank for the command line.
    single
        A key that only one job under way may have; None when it has ended, or if there may be many.
    state, reason
        Its state, and the reason why it failed.
    fence
        A number that grows each time a worker takes the job. A worker writes only while its number is the last.
    beats
        A count that its worker increases while it lives. Another worker that sees it stand still takes the job over.
    attempts
        The number of times that it was taken since it last saved how far it had got.
    share
        The share that is done, in per cent.
    saved
        What it saved to resume from.
    result
        Its result.
    stopping
        Whether somebody has cancelled it while it ran.
    asked, ended
        Its times by the machine's clock, for people; nothing is decided by them but when it is deleted.
    """

    id: Any = models.UUIDField(primary_key=True, default=uuid4)
    name = models.CharField(max_length=100)
    arguments = models.JSONField(default=dict)
    account = models.CharField(max_length=100, blank=True)
    single = models.CharField(max_length=100, null=True, unique=True)
    state = models.CharField(max_length=10, default=READY)
    reason = models.TextField(blank=True)
    fence = models.BigIntegerField(default=0)
    beats = models.BigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    share = models.PositiveSmallIntegerField(default=0)
    saved = models.JSONField(default=dict)
    result = models.JSONField(null=True)
    stopping = models.BooleanField(default=False)
    asked = models.BigIntegerField()
    ended = models.BigIntegerField(null=True)

    @property
    def is_under_way(self) -> bool:
        """Whether it has not ended."""
        return self.state in UNDER_WAY

    class Meta:
        ordering = ("-asked", "-id")
        indexes = [models.Index(fields=["state", "asked"], name="jobs_by_state")]


class JobFile(models.Model):
    """A file that a job made, for the account that asked for it."""

    job = models.OneToOneField(Job, models.CASCADE, primary_key=True, related_name="file")
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=100)
    content = models.BinaryField()
