"""Heartbeats of background work, by which every process knows whether some process does it."""

from __future__ import annotations

from standto.model.time import MINUTE, Instant
from standto_desk.clock import real_now
from standto_desk.live.models import SharedTime

PROBE = "probe"
"""The heartbeat that only tests whether the database can be written."""
UNDER_WAY = "under way: "
"""The prefix of a time at which work began that has not ended."""
HOUR_SHOWN = "told: "
"""The prefix of a time up to which viewers see entries, noted at an hour of the clock."""
STALE = 2 * MINUTE
"""The age at which a heartbeat counts as missing."""


def note_heartbeat(name: str, at: Instant) -> None:
    """Note that a piece of work was done."""
    SharedTime.objects.update_or_create(name=name, defaults={"at": at})


def stale_heartbeats() -> list[str]:
    """Return the work that was last done too long ago, or by a clock that was ahead."""
    done = SharedTime.objects.filter(at__gte=real_now() - STALE, at__lte=real_now() + STALE).values("name")
    others = (
        SharedTime.objects.exclude(name=PROBE).exclude(name__in=done).order_by("name").values_list("name", flat=True)
    )
    return [name for name in others if not name.startswith((UNDER_WAY, HOUR_SHOWN))]


def begin_work(name: str, at: Instant) -> None:
    """Note that work begins, unless it began before and has not ended."""
    SharedTime.objects.get_or_create(name=f"{UNDER_WAY}{name}", defaults={"at": at})


def end_work(name: str) -> None:
    """Note that work has ended as it should."""
    SharedTime.objects.filter(name=f"{UNDER_WAY}{name}").delete()


def unended_work() -> list[str]:
    """Return the work that began too long ago and has not ended."""
    late = SharedTime.objects.filter(name__startswith=UNDER_WAY).exclude(
        at__gte=real_now() - STALE, at__lte=real_now() + STALE
    )
    return [name.removeprefix(UNDER_WAY) for name in late.order_by("name").values_list("name", flat=True)]
