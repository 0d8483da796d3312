"""Who is told of what, what they were told of, and how it went."""

from __future__ import annotations

from django.db import models

from standto.model.time import MINUTE

SENT, WAITING, SENDING, FAILED = "sent", "waiting", "sending", "failed"
STATES = {WAITING: "waiting", SENDING: "being sent", SENT: "sent", FAILED: "failed, to be tried again"}


class Owner(models.Model):
    """A post that is told of a kind of matter; the one of place 0 first, the next when it has not answered in time."""

    kind = models.CharField(max_length=20)
    place = models.PositiveSmallIntegerField(default=0)
    post = models.CharField(max_length=100)
    minutes = models.PositiveIntegerField(default=30)

    class Meta:
        """One post at each place."""

        ordering = ("kind", "place")
        constraints = [models.UniqueConstraint(fields=("kind", "place"), name="one_owner_at_a_place")]

    @property
    def patience(self) -> int:
        """How long it has to acknowledge before the matter is passed on, in microseconds."""
        return self.minutes * MINUTE


class Address(models.Model):
    """Where a post is reached, beside the e-mail of whoever holds it: a shared mailbox, or a system's webhook."""

    post = models.CharField(max_length=100)
    email = models.EmailField(blank=True)
    webhook = models.URLField(max_length=500, blank=True)
    secret = models.TextField(blank=True)
    """As `secrets` has encrypted it."""


class Alert(models.Model):
    """A matter that its owner was told of, from when it was seen until it was no longer so.

    Instants are whole microseconds since 1970.
    """

    kind = models.CharField(max_length=20)
    about = models.CharField(max_length=200)
    sentence = models.TextField()
    raised = models.BigIntegerField()
    closed = models.BigIntegerField(null=True)
    place = models.PositiveSmallIntegerField(default=0)
    force = models.CharField(max_length=100)
    post = models.CharField(max_length=100)
    told = models.BigIntegerField()
    acknowledged = models.BigIntegerField(null=True)
    acknowledged_by = models.CharField(max_length=100, blank=True)
    acknowledged_as = models.CharField(max_length=100, blank=True)

    class Meta:
        """Of the same thing there is one open alert at the most."""

        ordering = ("-raised", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=("kind", "about"), condition=models.Q(closed__isnull=True), name="one_open_alert_of_a_matter"
            )
        ]

    @property
    def telling(self) -> str:
        """How telling its present owner went, in words."""
        states = set(self.notices.filter(place=self.place).values_list("state", flat=True))
        if FAILED in states:
            return "not every message could be sent"
        if not states:
            return "there is no address to tell it at"
        return "it was told" if states == {SENT} else "not every message has been sent yet"

    @property
    def failing(self) -> list[Notice]:
        """The messages to its present owner that could not be sent so far."""
        return list(self.notices.filter(place=self.place, state=FAILED).order_by("id"))

    @property
    def is_open(self) -> bool:
        """Whether the matter is still so."""
        return self.closed is None


class Notice(models.Model):
    """One message about an alert to one address."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="notices")
    place = models.PositiveSmallIntegerField()
    means = models.CharField(max_length=10)
    to = models.CharField(max_length=500)
    state = models.CharField(max_length=10, default=WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried = models.BigIntegerField(null=True)
    why = models.CharField(max_length=100, blank=True)
    """Why it could not be sent when it was last tried, in words that hold no address and nothing of a person."""

    class Meta:
        """Nobody is told twice of the same thing."""

        constraints = [
            models.UniqueConstraint(fields=("alert", "place", "means", "to"), name="told_once_of_the_same_thing")
        ]
