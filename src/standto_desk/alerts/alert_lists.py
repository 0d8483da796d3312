"""Lists of alerts. If a demonstration's clock was set back, they are as they were at that time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from standto.model.time import FOREVER, Instant
from standto_desk.alerts.models import Alert
from standto_desk.caching.compiled_queries import CompiledQuery
from standto_desk.clock import demo_clock, now


def open_alerts() -> list[Alert]:
    """Return the open alerts, in the order in which they were raised."""
    still = Q(closed__isnull=True) | Q(closed__gt=_until())
    return list(_as_they_stood(_raised().filter(still).order_by("raised", "id")))


def count_waiting(at: Instant) -> int:
    """Return the number of alerts that wait to be acknowledged."""
    return len(_WAITING(at=at))


def _waiting(at: Any) -> QuerySet[Alert, tuple[int]]:
    still = Q(closed__isnull=True) | Q(closed__gt=at)
    waits = Q(acknowledged__isnull=True) | Q(acknowledged__gt=at)
    return Alert.objects.filter(still, waits, raised__lte=at).order_by().values_list("pk")


_WAITING = CompiledQuery(Alert, _waiting, at="raised")


def past_alerts(most: int) -> list[Alert]:
    """Return the latest closed alerts, newest first."""
    return list(_as_they_stood(_raised().filter(closed__lte=_until()).order_by("-raised", "-id")[:most]))


def undo_later_changes() -> None:
    """Undo changes to alerts after the time to which a demonstration's clock was set back.

    On a real desk nothing is ever undone.
    """
    if demo_clock() is None:
        return
    Alert.objects.filter(raised__gt=now()).delete()
    Alert.objects.filter(closed__gt=now()).update(closed=None)
    Alert.objects.filter(acknowledged__gt=now()).update(acknowledged=None, acknowledged_by="", acknowledged_as="")


def _raised() -> QuerySet[Alert]:
    return Alert.objects.filter(raised__lte=_until())


def _as_they_stood(alerts: QuerySet[Alert]) -> Iterator[Alert]:
    """Yield alerts without later changes to them: to show, never to save."""
    for alert in alerts:
        if alert.closed is not None and alert.closed > _until():
            alert.closed = None
        if alert.acknowledged is not None and alert.acknowledged > _until():
            alert.acknowledged, alert.acknowledged_by, alert.acknowledged_as = None, "", ""
        yield alert


def _until() -> Instant:
    return FOREVER if demo_clock() is None else now()
