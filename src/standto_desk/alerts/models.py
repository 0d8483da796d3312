"""The owners of kinds of matters, their addresses, and alerts with their messages."""

from __future__ import annotations

from django.db import models

from standto.model.time import MINUTE

SENT, WAITING, SENDING, FAILED = "sent", "waiting", "sending", "failed"
STATES = {WAITING: "waiting", SENDING: "being sent", SENT: "sent", FAILED: "failed, to be tried again"}


class Owner(models.Model):
    """A post that owns a kind of matter: place 0 is alerted first, the next if it does not acknowledge in time."""

    kind = models.CharField(max_length=20)
    place = models.PositiveSmallIntegerField(default=0)
    post = models.CharField(max_length=100)
    minutes = models.PositiveIntegerField(default=30)

    class Meta:
        ordering = ("kind", "place")
        constraints = [models.UniqueConstraint(fields=("kind", "place"), name="one_owner_at_a_place")]

    @property
    def patience(self) -> int:
        """The time to acknowledge an alert before it is passed on, in microseconds."""
        return self.minutes * MINUTE


class Address(models.Model):
    """A shared mailbox or a webhook of a post, besides the e-mail addresses of its holders."""

    post = models.CharField(max_length=100)
    email = models.EmailField(blank=True)
    webhook = models.URLField(max_length=500, blank=True)
    secret = models.TextField(blank=True)
    """Encrypted by `webhooks`."""


class Alert(models.Model):
    """An alert to the owner of a matter, from when the matter was seen until it was over.

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
        ordering = ("-raised", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=("kind", "about"), condition=models.Q(closed__isnull=True), name="one_open_alert_of_a_matter"
            )
        ]

    @property
    def delivery(self) -> str:
        """Whether its messages have reached its present owner, in words."""
        states = set(self.notices.filter(place=self.place).values_list("state", flat=True))
        if FAILED in states:
            return "not every message could be sent"
        if not states:
            return "the post has no address to send it to"
        return "every message was sent" if states == {SENT} else "not every message has been sent yet"

    @property
    def failing(self) -> list[Notice]:
        """The messages to its present owner that could not be sent so far."""
        return list(self.notices.filter(place=self.place, state=FAILED).order_by("id"))

    @property
    def is_open(self) -> bool:
        """Whether the matter still lasts."""
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
    """Why the last attempt failed, in words without an address or anything about a person."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("alert", "place", "means", "to"), name="told_once_of_the_same_thing")
        ]
