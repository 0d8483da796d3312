"""The last whole hour, up to which viewers see entries, even while the clock is behind the ledger."""

from __future__ import annotations

from standto.model.time import Instant
from standto.model.zone import Zone
from standto_desk.clock import read_clock
from standto_desk.clock.jumps import allowed_jump
from standto_desk.live.heartbeats import HOUR_SHOWN
from standto_desk.live.models import SharedTime


def last_hour_shown(zone: Zone) -> Instant:
    """Return the moment up to which viewers see entries: the last whole hour of a zone.

    While the clock is behind the ledger, the ledger's hours stand still, and new entries would be hidden from viewers
    until the clock has caught up. Instead, each whole hour of the clock shows what had been entered by then: the first
    request after it notes how far the ledger had got.
    """
    reading = read_clock()
    hour, clock_hour = zone.hour(reading.now), zone.hour(reading.clock)
    notes = SharedTime.objects.filter(name__startswith=HOUR_SHOWN)
    if reading.behind > allowed_jump() and hour != clock_hour:
        name = f"{HOUR_SHOWN}{clock_hour}"
        _, made = SharedTime.objects.get_or_create(name=name, defaults={"at": reading.now})
        if made:
            notes.exclude(name=name).delete()
    return max((hour, *notes.filter(at__lte=reading.now).values_list("at", flat=True)))
