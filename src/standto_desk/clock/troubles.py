"""What is wrong with the clock, in words: for pages, alerts, checks of readiness and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.wording import length
from standto_desk.clock.jumps import allowed_jump
from standto_desk.clock.reading import demo_clock

if TYPE_CHECKING:
    from standto_desk.clock.reading import ClockReading

BEHIND = "The clock is behind the ledger by {}: everything is shown as of the last entry, and what is entered counts."
AHEAD = (
    "The machine's clock has jumped ahead by {}: stepping back and returning are taken, "
    "and nothing else is until an administrator confirms the time."
)


def troubles_in(reading: ClockReading) -> tuple[str, ...]:
    """Return what is wrong with the clock; nothing with that of a demonstration, which is set on purpose.

    Parameters
    ----------
    reading
        What was read of it. Differences between machines, up to the bound of the settings, are no trouble.
    """
    if demo_clock() is not None:
        return ()
    found = ((AHEAD, reading.ahead), (BEHIND, reading.behind))
    return tuple(words.format(length(by)) for words, by in found if by > allowed_jump())
