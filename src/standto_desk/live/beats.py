"""When each piece of background work was last done: any process can ask whether some process does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.time import MINUTE
from standto_desk.clock import real_now
from standto_desk.live.models import Beat

if TYPE_CHECKING:
    from standto.model.time import Instant

STALE = 2 * MINUTE
"""After how long without a round the background work counts as standing still."""


def note_beat(name: str, at: Instant) -> None:
    """Note that a piece of work was done."""
    Beat.objects.update_or_create(name=name, defaults={"at": at})


def stale_beats() -> list[str]:
    """Return the pieces of work that were last done too long ago."""
    return list(Beat.objects.filter(at__lt=real_now() - STALE).order_by("name").values_list("name", flat=True))
