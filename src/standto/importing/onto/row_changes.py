"""Rows that an import adds, changes or ends."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar

from standto.model.crews import Seat
from standto.model.event import Event
from standto.model.people import Authorisation
from standto.model.rotas import RotaRow
from standto.model.time import ALWAYS, BEGINNING, FOREVER, Instant, Period
from standto.model.zone import Zone
from standto.scenario.layout import SETTINGS

ADDED, CHANGED, ENDED = "added", "changed", "ended"
IN_SETTINGS = frozenset({SETTINGS, "shifts", "patterns"})
"""The tables of changes that stand in `scenario.toml`."""
R = TypeVar("R")


@dataclass(frozen=True)
class RowChange:
    """One row of a table that an import adds, changes or ends.

    Attributes
    ----------
    table
        The table's name, such as ``rota``.
    kind
        ``added``, ``changed`` or ``ended``.
    before, after
        The record before and after; None if there is none.
    """

    table: str
    kind: str
    before: Any
    after: Any

    def words(self, zone: Zone) -> str:
        """Return the row in words; of one that changed, the columns that differ."""
        if self.before is not None and self.after is not None:
            return f"{_row_name(self.before)}: {', '.join(_differing(self.before, self.after, zone))}"
        row = self.before if self.after is None else self.after
        period = Period(row.occurred, row.until) if isinstance(row, Event) else getattr(row, "period", ALWAYS)
        return " ".join(part for part in (_row_name(row), _period(period, zone) if period != ALWAYS else "") if part)


def changed_rows(
    table: str, before: Iterable[R], after: Iterable[R], key: Callable[[R], Hashable]
) -> tuple[tuple[R, ...], list[RowChange]]:
    """Return the rows of a table with those of an import laid over them by a key, and what that changes."""
    found = {key(row): row for row in before}
    changes = []
    for row in after:
        old = found.get(key(row))
        if old is None:
            changes.append(RowChange(table, ADDED, None, row))
        elif old != row:
            changes.append(RowChange(table, CHANGED, old, row))
        found[key(row)] = row
    return tuple(found.values()), changes


def time_text(zone: Zone, instant: Instant) -> str:
    """Return an instant as a table has it: blank where a period is open."""
    return "" if instant in (BEGINNING, FOREVER) else zone.local(instant).replace(tzinfo=None).isoformat(" ", "minutes")


def _row_name(row: Any) -> str:
    """Return what tells a row from the others of its table, in words, without its period."""
    if isinstance(row, RotaRow):
        return f"{row.person} for {row.duty}" if row.duty else row.person
    if isinstance(row, Event):
        return f"{row.subject or row.id} {row.kind}"
    if isinstance(row, Seat):
        return f"{row.crew} {row.state} {row.id}"
    if isinstance(row, Authorisation):
        return f"{row.person} {row.capability}"
    return str(getattr(row, "id", row))


def _period(period: Period, zone: Zone) -> str:
    start, until = (time_text(zone, end) for end in period)
    if not start:
        return f"until {until}" if until else "always"
    return f"from {start} to {until}" if until else f"from {start}"


def _differing(before: Any, after: Any, zone: Zone) -> list[str]:
    """Return each field that differs, with its value before and after."""
    found = []
    for each in fields(after) if is_dataclass(after) else ():
        old, new = getattr(before, each.name), getattr(after, each.name)
        if old != new:
            name = "" if isinstance(new, Period) else f"{each.name} "
            found.append(f"{name}{_value(old, zone)} → {_value(new, zone)}")
    return found


def _value(value: Any, zone: Zone) -> str:
    if isinstance(value, Period):
        return _period(value, zone)
    if isinstance(value, tuple):
        return ";".join(map(str, value)) or "none"
    return str(value) or "none"
