"""Up to when those who only look are told: the last whole hour, also while the clock is behind the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto_desk.clock import look
from standto_desk.clock.witness import bound
from standto_desk.live.beats import TOLD
from standto_desk.live.models import Beat

if TYPE_CHECKING:
    from standto.model.time import Instant
    from standto.model.zone import Zone


def last_told(zone: Zone) -> Instant:
    """Return the moment up to which those who only look are told: the last whole hour of a zone.

    Where the clock is behind the ledger, the ledger's hours stand still, and what is entered would be hidden from them
    until the clock has caught up. Then each whole hour of the clock tells what had been entered by then: the first
    to ask after it notes how far the ledger had got.
    """
    reading = look()
    hour, clock_hour = zone.hour(reading.now), zone.hour(reading.clock)
    notes = Beat.objects.filter(name__startswith=TOLD)
    if reading.behind > bound() and hour != clock_hour:
        name = f"{TOLD}{clock_hour}"
        _, made = Beat.objects.get_or_create(name=name, defaults={"at": reading.now})
        if made:
            notes.exclude(name=name).delete()
    return max((hour, *notes.filter(at__lte=reading.now).values_list("at", flat=True)))
