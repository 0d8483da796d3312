"""The alerts as their page lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto_desk.access.posts import known_posts
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
    """Return every post that alerts can go to: those that are here, and the one that is told where no other is."""
    planned = scenario_at(now())
    known = {one.post for one in known_posts(planned.home) if not one.outside}
    return sorted({*known, planned.policy.approvers["aid"][0]})
