"""When each piece of background work was last done: any process can ask whether some process does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.time import MINUTE
from standto_desk.clock import real_now
from standto_desk.live.models import SharedTime

if TYPE_CHECKING:
    from standto.model.time import Instant

PROBE = "probe"
"""What is noted to find out whether anything can be: nobody's work."""
UNDER_WAY = "under way: "
"""What a note's name begins with that says since when some work has not ended."""
HOUR_SHOWN = "told: "
"""What a note's name begins with that says up to where those who only look were told at an hour of the clock."""
STALE = 2 * MINUTE
"""After how long without a round the background work counts as standing still."""


def note_heartbeat(name: str, at: Instant) -> None:
    """Note that a piece of work was done."""
    SharedTime.objects.update_or_create(name=name, defaults={"at": at})


def stale_heartbeats() -> list[str]:
    """Return the pieces of work that were last done too long ago, or by a clock that was ahead."""
    done = SharedTime.objects.filter(at__gte=real_now() - STALE, at__lte=real_now() + STALE).values("name")
    others = (
        SharedTime.objects.exclude(name=PROBE).exclude(name__in=done).order_by("name").values_list("name", flat=True)
    )
    return [name for name in others if not name.startswith((UNDER_WAY, HOUR_SHOWN))]


def begin_work(name: str, at: Instant) -> None:
    """Note that a piece of work begins; where it has not ended since it last began, that time stands."""
    SharedTime.objects.get_or_create(name=f"{UNDER_WAY}{name}", defaults={"at": at})


def end_work(name: str) -> None:
    """Note that a piece of work has ended as it should."""
    SharedTime.objects.filter(name=f"{UNDER_WAY}{name}").delete()


def unended_work() -> list[str]:
    """Return the pieces of work that began too long ago and have not ended since."""
    late = SharedTime.objects.filter(name__startswith=UNDER_WAY).exclude(
        at__gte=real_now() - STALE, at__lte=real_now() + STALE
    )
    return [name.removeprefix(UNDER_WAY) for name in late.order_by("name").values_list("name", flat=True)]
