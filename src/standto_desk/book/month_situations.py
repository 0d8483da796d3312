"""The situation over a period of its own, such as a month, instead of the horizon of a moment."""

from __future__ import annotations

from datetime import time

from standto.model.time import FOREVER, Instant, Period
from standto.register import Situation, situation_in
from standto_desk.book.frame_records import Frame, FrameRecords
from standto_desk.book.horizons import end_of_day
from standto_desk.book.ledger_events import uncollected
from standto_desk.book.moment_tables import tables_at
from standto_desk.ledger.cached_answers import LedgerCache, current_ledger

FRAMES = 3
"""The number of periods kept."""

_frames: LedgerCache[Frame, FrameRecords] = LedgerCache(FRAMES)


def situation_over(period: Period, at: Instant) -> Situation:
    """Return the situation over a period, by the rows in force at a moment and the events known then.

    Raises
    ------
    NoScenario
        No scenario had been entered by then.
    """
    with uncollected():
        ledger = current_ledger()
        tables = tables_at(ledger, at, at)
        zone = tables.scenario.zone
        midnight = zone.wall_clock(zone.local(at).date(), time())
        known_before = FOREVER if at >= period.until else end_of_day(zone, at)
        frame = Frame(tables.number, period, min(period.start, midnight), known_before)
        records = _frames.get(frame, lambda: FrameRecords(frame, tables), ledger)
        return situation_in(records.up_to(ledger.head.count), at=period.start, known_at=at)
