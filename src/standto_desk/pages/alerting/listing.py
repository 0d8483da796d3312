"""The alerts as their page lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto_desk.access.models import Appointment, Post
from standto_desk.alerts.models import Alert
from standto_desk.alerts.watching import next_owner
from standto_desk.book import scenario_at
from standto_desk.clock import now

if TYPE_CHECKING:
    from typing import Any

MOST = 50
"""How many of the alerts that are over are listed."""


def open_alerts() -> list[dict[str, Any]]:
    """Return the alerts whose matter is still so: those that nobody has in hand first, oldest first."""
    found = sorted(
        Alert.objects.filter(closed__isnull=True), key=lambda one: (one.acknowledged is not None, one.raised)
    )
    return [{"alert": alert, "next": next_owner(alert)} for alert in found]


def latest() -> list[Alert]:
    """Return the last alerts that are over, newest first."""
    return list(Alert.objects.filter(closed__isnull=False)[:MOST])


def posts() -> list[str]:
    """Return every post that somebody here can hold: those of the policy and of appointments."""
    policy = scenario_at(now()).policy.approvers.values()
    named = {post for several in policy for post in several} | set(Appointment.objects.values_list("post", flat=True))
    return sorted(named - set(Post.objects.filter(outside=True).values_list("post", flat=True)))
