"""When each piece of background work was last done: any process can ask whether some process does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.time import MINUTE
from standto_desk.clock import real_now
from standto_desk.live.models import Beat

if TYPE_CHECKING:
    from standto.model.time import Instant

PROBE = "probe"
"""What is noted to find out whether anything can be: nobody's work."""
STALE = 2 * MINUTE
"""After how long without a round the background work counts as standing still."""


def note_beat(name: str, at: Instant) -> None:
    """Note that a piece of work was done."""
    Beat.objects.update_or_create(name=name, defaults={"at": at})


def stale_beats() -> list[str]:
    """Return the pieces of work that were last done too long ago, or by a clock that was ahead."""
    done = Beat.objects.filter(at__gte=real_now() - STALE, at__lte=real_now() + STALE).values("name")
    others = Beat.objects.exclude(name__in=(PROBE,)).exclude(name__in=done)
    return list(others.order_by("name").values_list("name", flat=True))
