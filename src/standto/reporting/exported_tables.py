"""What a workbook of a scenario holds: the scope, cover, gaps, people on duty by day, and every table of the folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np

from standto.coverage import Cover
from standto.coverage.crews_in_words import crew_lines
from standto.coverage.lines import duty_lines
from standto.model.time import HOUR, Instant
from standto.presenting.scope import HELP
from standto.register import OnDutyTimes
from standto.scenario.table_writer import table_rows
from standto.sheets import Cell, SheetTable

_TIMES = frozenset({"from", "until", "occurred", "recorded"})
_NUMBERS = frozenset(
    {"tier", "offset_days", "count", "lead_minutes", "ready_minutes", "strength", "criticality", "low", "high"}
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?([+-]\d{2}:\d{2}|Z)?")
_WHOLE = re.compile(r"-?\d{1,15}")


def tables_of(cover: Cover, on_duty: OnDutyTimes) -> Iterator[SheetTable]:
    """Yield the sheets of a workbook of a scenario, in order; times are local."""
    yield SheetTable("About", ("what", "value"), list(_about(cover)))
    yield _cover_table(cover)
    yield SheetTable(
        "Gaps", ("duty or crew", "name", "from", "until", "short", "required", "hours", "why"), list(_gaps(cover))
    )
    headings = ("day", "fewest at work", "most at work", "fewest on call", "most on call")
    yield SheetTable("People by day", headings, list(_days(cover, on_duty)))
    for table, rows in table_rows(cover.scenario):
        if rows:
            cells = [tuple(typed(cover, *cell) for cell in zip(table.columns, row, strict=True)) for row in rows]
            yield SheetTable(table.file.removesuffix(".csv"), table.columns, cells)


def _about(cover: Cover) -> Iterator[tuple[str, Cell]]:
    scenario, situation = cover.scenario, cover.situation
    yield "title", scenario.title
    yield "from", _local(cover, int(cover.windows.starts[0]))
    yield "until", _local(cover, int(cover.windows.untils[-1]))
    yield "as known at", "everything" if situation.known_at is None else _local(cover, situation.known_at)
    yield "time zone of all times", scenario.zone.name
    yield "help that counts", HELP[cover.basis]
    yield "people", "by cipher only"
    yield "covered", "yes" if cover.covered else "no"


def _cover_table(cover: Cover) -> SheetTable:
    """Return cover, a row for each window and each duty or crew that stands in it."""
    rows = cover.rows()
    keys = list(rows[0]) if rows else ["from", "until", "duty", "criticality", "required", "filled", "gap"]
    cells = [tuple(typed(cover, key, row[key]) for key in keys) for row in rows]
    return SheetTable("Cover", tuple(key.replace("filled_", "filled by ") for key in keys), cells)


def _gaps(cover: Cover) -> Iterator[tuple[Cell, ...]]:
    """Yield each gap with its reason; what is most critical comes first."""
    for line in duty_lines(cover, reasons=None):
        for gap in line.gaps:
            start, until = _local(cover, gap.start), _local(cover, gap.until)
            yield line.duty, line.name, start, until, gap.short, gap.required, _hours(gap.start, gap.until), gap.why
    for crew in crew_lines(cover, reasons=True):
        for stretch in crew.stretches:
            if not stretch.covered:
                start, until = _local(cover, stretch.start), _local(cover, stretch.until)
                lacks = "; ".join(f"{each.lack}: {each.reasons}" if each.reasons else each.lack for each in stretch.why)
                why = f"{stretch.words}, needs {crew.needs}. {lacks}".strip()
                yield crew.crew, crew.name, start, until, None, None, _hours(stretch.start, stretch.until), why


def _hours(start: Instant, until: Instant) -> float:
    return round((until - start) / HOUR, 2)


def _days(cover: Cover, found: OnDutyTimes) -> Iterator[tuple[Cell, ...]]:
    """Yield the fewest and the most people at work, and on call, on each local day."""
    start, until = int(cover.windows.starts[0]), int(cover.windows.untils[-1])
    for day in _local_days(_local(cover, start).date(), _local(cover, until - 1).date()):
        zone = cover.scenario.zone
        begins = max(zone.wall_clock(day, time.min), start)
        ends = min(zone.wall_clock(day + timedelta(days=1), time.min), until)
        if begins >= ends:
            continue
        first = int(np.searchsorted(found.starts, begins, side="right")) - 1
        last = int(np.searchsorted(found.starts, ends, side="left"))
        columns = (found.at_work[first:last], found.on_call[first:last])
        yield day, *(int(number) for column in columns for number in (column.min(), column.max()))


def _local_days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _local(cover: Cover, instant: Instant) -> datetime:
    return cover.scenario.zone.local(instant).replace(tzinfo=None)


def typed(cover: Cover, column: str, value: Any) -> Cell:
    """Return a cell of a column as a number or a time in the scenario's zone, where it is one."""
    if isinstance(value, str) and column in _TIMES and _ISO.fullmatch(value):
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return _local(cover, cover.scenario.zone.instant(value))
    if not isinstance(value, str):
        return value  # type: ignore[no-any-return]
    if column in _NUMBERS and _WHOLE.fullmatch(value):
        return int(value)
    return value or None


def rows_in(tables: Iterable[SheetTable]) -> int:
    """Return the number of rows of some sheets together."""
    return sum(len(table.rows) for table in tables)
