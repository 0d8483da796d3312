"""Troubles with the clock, in words for pages, alerts, readiness checks and the command line."""

from __future__ import annotations

from standto.wording import length
from standto_desk.clock.jumps import allowed_jump
from standto_desk.clock.reading import ClockReading, demo_clock

BEHIND = "The clock is behind the ledger by {}. Everything is shown as of the last entry, and new entries count."
AHEAD = (
    "The machine's clock has jumped ahead by {}. Volunteers can step back and return, "
    "but nothing else is recorded until an administrator confirms the time."
)


def troubles_in(reading: ClockReading) -> tuple[str, ...]:
    """Return the troubles with the clock; none with a demonstration's, which is set on purpose.

    Parameters
    ----------
    reading
        A reading of it. Differences up to the jump that the settings allow are no trouble.
    """
    if demo_clock() is not None:
        return ()
    found = ((AHEAD, reading.ahead), (BEHIND, reading.behind))
    return tuple(words.format(length(by)) for words, by in found if by > allowed_jump())
