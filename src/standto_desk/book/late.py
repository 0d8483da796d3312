"""The list of events that became known late: the few that may matter to horizons that ended before."""

from __future__ import annotations

from standto.model.event import CORRECTION, LINES
from standto.model.time import BEGINNING, DAY, Instant
from standto.register import matters_before
from standto_desk.book.ledger_events import PlacedEvent
from standto_desk.book.models import Late
from standto_desk.ledger.entry_queries import Entries

GRACE = DAY
"""The longest time after it occurred at which an event becomes known and is still on time."""

_TIMELESS = (CORRECTION, *LINES["ticket"])


def late_row(placed: PlacedEvent) -> Late | None:
    """Return the row that lists an event; None if it matters to no horizon that ended before it was known."""
    event = placed.event
    if matters_before(event, BEGINNING):
        return Late(sequence=placed.sequence, matters_after=BEGINNING, known=event.recorded)
    if event.recorded - event.occurred > GRACE:
        return Late(sequence=placed.sequence, matters_after=event.occurred, known=event.recorded)
    return None


def late_places(until: Instant) -> list[int]:
    """Return the places of the events that matter to a horizon, though they became known after it and the grace."""
    return list(
        Late.objects.filter(known__gt=until + GRACE, matters_after__lt=until).values_list("sequence", flat=True)
    )


def later_than(until: Instant, found: Entries) -> Entries:
    """Return the entries among some that `late_places` would return if they were listed."""
    late = found.known_after(until + GRACE)
    return late.occurred_by(until - 1) | late.events(*_TIMELESS)
