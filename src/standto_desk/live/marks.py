"""Marks of how far the desk has got, and the server-sent events that carry them and reveal no entry."""

from __future__ import annotations

import json
from dataclasses import dataclass

from standto.model.zone import Zone
from standto_desk.clock import demo_clock, read_clock, real_now
from standto_desk.ledger.reading import head, last_known


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of how far the desk has got, which reveals no entry.

    Attributes
    ----------
    sequence
        The last entry's number.
    known
        The latest time at which something became known by a demonstration's clock; 0 by the real clock.
    settings
        How often a demonstration's clock was set; 0 by the real clock.
    """

    sequence: int
    known: int = 0
    settings: int = 0

    def __str__(self) -> str:
        """Return it as the id of an event, which a browser sends when it reconnects."""
        return f"{self.sequence}-{self.known}-{self.settings}"


def read_mark() -> Mark:
    """Read how far the desk has got."""
    sequence = head().count
    clock = demo_clock()
    if clock is None:
        return Mark(sequence)
    return Mark(sequence, last_known(0, clock.reads(real_now())) or 0, clock.settings)


def read_hour(zone: Zone) -> str:
    """Return the mark for viewers: the last hour of the clock, and how often a demonstration set it."""
    clock = demo_clock()
    if clock is None:
        return f"{zone.iso(zone.hour(read_clock().clock))}-0"
    return f"{zone.iso(zone.hour(clock.reads(real_now())))}-{clock.settings}"


RECONNECT = b"retry: 2000\n\n"
"""Milliseconds that a browser waits before it reconnects."""
HEARTBEAT = b": still here\n\n"
"""A comment, which shows both ends that the connection is open."""
AWAY = b"data: away\n\n"
"""The database cannot be read; a page that reloads itself will say so."""


def event_of(mark: Mark, before: Mark | None = None) -> bytes:
    """Return the event of a mark: an entry was made, or a demonstration's clock moved."""
    kind = "clock" if before is not None and before.sequence == mark.sequence else "entry"
    return f"event: {kind}\nid: {mark}\ndata: {json.dumps({'sequence': mark.sequence})}\n\n".encode()


def hour_event(mark: str) -> bytes:
    """Return the event that a whole hour has come, the only event about the ledger that viewers' pages get."""
    return f"event: clock\nid: {mark}\ndata: {{}}\n\n".encode()
