"""The situation over a period of its own, such as a month, instead of the horizon of a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import time

from standto.model.rotas import RotaRow
from standto.model.scenario import Scenario
from standto.model.time import FOREVER, Instant, Period
from standto.register import Situation, situation_in, work_span
from standto_desk.book.frame_records import Frame, FrameRecords
from standto_desk.book.horizons import end_of_day
from standto_desk.book.ledger_events import uncollected
from standto_desk.book.moment_tables import tables_at
from standto_desk.ledger.cached_answers import LedgerCache, current_ledger

FRAMES = 3
"""The number of periods kept."""

_frames: LedgerCache[Frame, FrameRecords] = LedgerCache(FRAMES)


def situation_over(horizon: Period, start: Instant, at: Instant) -> Situation:
    """Return the situation over a horizon, by the rows in force at a moment and the events known then.

    Parameters
    ----------
    horizon, start
        The horizon, and the instant in it from which the situation looks.
    at
        The moment, which may lie anywhere.

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
        known_before = FOREVER if at >= horizon.until else end_of_day(zone, at)
        frame = Frame(tables.number, horizon, min(horizon.start, midnight), known_before)
        records = _frames.get(frame, lambda: FrameRecords(frame, tables, _planned(tables.scenario, horizon)), ledger)
        return situation_in(records.up_to(ledger.head.count), at=start, known_at=at)


def rows_around(rota: Iterable[RotaRow], period: Period) -> tuple[RotaRow, ...]:
    """Return the rows of a rota that overlap a period, and one row of each person who has rows at other times alone.

    A person with a row, whenever it is, is on duty during their rows alone.
    """
    inside: list[RotaRow] = []
    others: dict[str, RotaRow] = {}
    start, until = period
    for row in rota:
        if row.period[0] < until and row.period[1] > start:
            inside.append(row)
        else:
            others.setdefault(row.person, row)
    here = {row.person for row in inside}
    return (*inside, *(row for person, row in others.items() if person not in here))


def _planned(scenario: Scenario, horizon: Period) -> Scenario:
    """Return a scenario without the rows that matter to no stint in a horizon: a rota may go on for years."""
    return replace(scenario, rota=rows_around(scenario.rota, work_span(scenario, horizon)))
