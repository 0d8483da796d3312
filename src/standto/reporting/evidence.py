"""The annex: the evidence of every number of a report."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from standto.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from standto.model.event import Event
    from standto.reporting.names import ReportNames

MOST_RUNS = 250
"""The most runs of rows that are written out for one kind of event."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of the annex.

    Attributes
    ----------
    ref
        The reference that figures carry: ``A1``, ``A2``, …
    what
        The subject of the evidence.
    query
        The command that gives the figures again, with FOLDER for the scenario's folder; blank if there is none.
    within
        The part of the command's answer that holds them.
    entries
        The events and rows of the scenario's files that prove them.
    """

    ref: str
    what: str
    query: str
    within: str
    entries: tuple[str, ...]


class Annex:
    """A collection of evidence; adding the same evidence twice gives the same row.

    Parameters
    ----------
    names
        The names of the scenario.
    """

    def __init__(self, names: ReportNames) -> None:
        self._names = names
        self._rows: dict[tuple[str, str, str, tuple[str, ...]], Evidence] = {}

    def add(self, what: str, *, query: str = "", within: str = "", entries: Iterable[str] = ()) -> str:
        """Add evidence, and return its reference."""
        key = (what, query, within, tuple(entries))
        if key not in self._rows:
            self._rows[key] = Evidence(f"A{len(self._rows) + 1}", *key)
        return self._rows[key].ref

    @property
    def rows(self) -> tuple[Evidence, ...]:
        """The rows added so far."""
        return tuple(self._rows.values())

    def steps(self, events: Iterable[Event]) -> tuple[str, ...]:
        """Return events as entries, one for each: its kind and its reference."""
        return tuple(f"{event.kind}: {self._names.reference(event)}" for event in events)

    def kinds(self, events: Iterable[Event]) -> tuple[str, ...]:
        """Return events as entries, one for each kind: the number, and the runs of their rows."""
        by_kind: dict[str, list[int]] = {}
        for event in events:
            by_kind.setdefault(event.kind, []).append(self._names.row(event))
        return tuple(f"{kind}: {_rows(sorted(rows))}" for kind, rows in sorted(by_kind.items()))


def _rows(rows: Sequence[int]) -> str:
    """Return rows of `events.csv` in runs."""
    return f"{counted(len(rows), 'event')}, events.csv {'row' if len(rows) == 1 else 'rows'} {runs_of_rows(rows)}"


def runs_of_rows(rows: Iterable[int]) -> str:
    """Return rows in runs, as ``12, 15–19``; of very many, the first runs and the last row."""
    ordered = sorted(rows)
    runs = list(_runs(ordered))
    more = f" and further rows down to {ordered[-1]}" if len(runs) > MOST_RUNS else ""
    return f"{', '.join(runs[:MOST_RUNS])}{more}"


def _runs(rows: Sequence[int]) -> Iterator[str]:
    """Yield runs of ascending whole numbers, as ``12`` and ``15–19``."""
    # Within a run, a number and its index grow together.
    for _, same in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        run = [row for _, row in same]
        yield f"{run[0]}" if len(run) == 1 else f"{run[0]}\N{EN DASH}{run[-1]}"
