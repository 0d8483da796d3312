"""The annex: where every number of a report comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from standto.model.event import Event
    from standto.model.time import Instant
    from standto.reporting.names import ReportNames

MOST_RUNS = 250
"""Runs of rows that are written out for one kind of event; where there are more, the rest is counted."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of the annex.

    Attributes
    ----------
    ref
        What figures point to: ``A1``, ``A2``, …
    what
        What it is evidence of.
    query
        The command that gives the figures again, with the scenario's folder for FOLDER; empty where none does.
    within
        Where in the command's answer they stand.
    entries
        The events and rows of the scenario's files behind them.
    """

    ref: str
    what: str
    query: str
    within: str
    entries: tuple[str, ...]


class Annex:
    """Collects evidence; asking twice for the same gives the same row.

    Parameters
    ----------
    names
        What events are called.
    """

    def __init__(self, names: ReportNames) -> None:
        self._names = names
        self._rows: dict[tuple[str, str, str, tuple[str, ...]], Evidence] = {}

    def add(self, what: str, *, query: str = "", within: str = "", entries: Iterable[str] = ()) -> str:
        """Add evidence and return its `ref`."""
        key = (what, query, within, tuple(entries))
        if key not in self._rows:
            self._rows[key] = Evidence(f"A{len(self._rows) + 1}", *key)
        return self._rows[key].ref

    @property
    def rows(self) -> tuple[Evidence, ...]:
        """The annex as far as it has come."""
        return tuple(self._rows.values())

    def steps(self, events: Iterable[Event]) -> tuple[str, ...]:
        """Return single events as entries: what happened, and where it is found."""
        return tuple(f"{event.kind}: {self._names.reference(event)}" for event in events)

    def kinds(self, events: Iterable[Event]) -> tuple[str, ...]:
        """Return many events as entries, one for each kind: how many, and their rows in runs."""
        by_kind: dict[str, list[int]] = {}
        for event in events:
            by_kind.setdefault(event.kind, []).append(self._names.row(event))
        return tuple(f"{kind}: {_rows(sorted(rows))}" for kind, rows in sorted(by_kind.items()))


def command(name: str, names: ReportNames, at: Instant, known_at: Instant, until: Instant | None = None) -> str:
    """Return the command that asks the register again."""
    iso = names.scenario.zone.iso
    end = "" if until is None else f" --until {iso(until)}"
    return f"standto {name} FOLDER --at {iso(at)} --known-at {iso(known_at)}{end} --json"


def _rows(rows: Sequence[int]) -> str:
    """Return rows of `events.csv` in runs."""
    runs = list(_runs(rows))
    text = ", ".join(runs[:MOST_RUNS])
    more = f" and further rows down to {rows[-1]}" if len(runs) > MOST_RUNS else ""
    return f"{counted(len(rows), 'event')}, events.csv {'row' if len(rows) == 1 else 'rows'} {text}{more}"


def _runs(rows: Sequence[int]) -> Iterator[str]:
    """Yield runs of whole numbers, as ``12`` and ``15–19``."""
    start = 0
    for place in range(1, len(rows) + 1):
        if place == len(rows) or rows[place] != rows[place - 1] + 1:
            first, last = rows[start], rows[place - 1]
            yield f"{first}" if first == last else f"{first}\N{EN DASH}{last}"
            start = place
