"""Events that may matter to horizons which ended long before they became known: few, and so listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.event import CORRECTION, LINES
from standto.model.time import BEGINNING, DAY, Instant
from standto.register import matters_before
from standto_desk.book.models import Late

if TYPE_CHECKING:
    from standto_desk.book.reading import PlacedEvent
    from standto_desk.ledger.entry_queries import Entries

GRACE = DAY
"""An event that became known within so long of when it occurred is on time."""
_TIMELESS = (CORRECTION, *LINES["ticket"])


def late_row(told: PlacedEvent) -> Late | None:
    """Return what is listed of an event; None where it matters to no horizon that ended before it was known."""
    event = told.event
    if matters_before(event, BEGINNING):
        return Late(sequence=told.sequence, matters_after=BEGINNING, known=event.recorded)
    if event.recorded - event.occurred > GRACE:
        return Late(sequence=told.sequence, matters_after=event.occurred, known=event.recorded)
    return None


def late_places(until: Instant) -> list[int]:
    """Return the places of what became known after a horizon's end and the grace, and matters to it all the same."""
    return list(
        Late.objects.filter(known__gt=until + GRACE, matters_after__lt=until).values_list("sequence", flat=True)
    )


def later_than(until: Instant, found: Entries) -> Entries:
    """Return those of some entries that `late_places` stands for, where they are not listed yet."""
    late = found.known_after(until + GRACE)
    return late.occurred_by(until - 1) | late.events(*_TIMELESS)
