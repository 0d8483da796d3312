"""Rows added to a scenario in memory, checked as rows of its files are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from standto.errors import ScenarioError
from standto.model.event import Event
from standto.model.people import Pool
from standto.model.scenario import Scenario
from standto.scenario import record_readers
from standto.scenario.cell_tables import FIRST_LINE, CellRows
from standto.scenario.cells import Times
from standto.scenario.event_reader import EventReader
from standto.scenario.faults import Faults
from standto.scenario.known_ids import Ids, KnownIds
from standto.scenario.layout import EVENTS, POOLS, Cells, TableLayout
from standto.scenario.row_reader import RowReader

Found = TypeVar("Found")


class AddedRows:
    """A reader of rows that refer to the rows of a sound scenario.

    Faults name rows by their number among those that are added, from `FIRST_LINE`.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._known = _known_ids(scenario)
        self._times = Times(scenario.zone)

    def events(self, rows: Sequence[Mapping[str, str]]) -> tuple[Event, ...]:
        """Return the events of rows, each a mapping from columns to cells; raise `ScenarioError` with all faults."""
        faults = Faults(together=False)
        _note_unknown(EVENTS, rows, faults)
        # Only an id, or a correction, refers to other events, of which there may be a million.
        refers = any(row.get("id") or row.get("event") == "correction" for row in rows)
        reader = EventReader(self._known, self._times, faults, self._scenario.events if refers else ())
        found = reader.read(CellRows(EVENTS, [_cells(EVENTS, row) for row in rows], faults))
        return _sound(found, faults)

    def pool(self, row: Mapping[str, str]) -> Pool:
        """Return the pool of one row, whose id is new; raise `ScenarioError` with all faults."""
        faults = Faults(together=False)
        _note_unknown(POOLS, [row], faults)
        reader = RowReader(POOLS, self._times, faults)
        reader.turn_to(FIRST_LINE, _cells(POOLS, row))
        return _sound(record_readers.pool(reader, self._known), faults)


def _sound(found: Found, faults: Faults) -> Found:
    """Return what was read, if it has no fault."""
    if faults:
        raise ScenarioError(tuple(faults))
    return found


def _note_unknown(table: TableLayout, rows: Sequence[Mapping[str, str]], faults: Faults) -> None:
    """Note columns that the table does not have."""
    for line, row in enumerate(rows, FIRST_LINE):
        for column in row:
            if column not in table.columns:
                faults.add(table.file, f"no column {column!r}: allowed are {', '.join(table.columns)}", line=line)


def _cells(table: TableLayout, row: Mapping[str, str]) -> Cells:
    return tuple(row.get(column, "") for column in table.columns)


def _known_ids(scenario: Scenario) -> KnownIds:
    """Return the ids of a scenario's rows, each with the line that it has in a file without blank rows."""
    known = KnownIds(home=scenario.home)
    tables: list[tuple[Ids, Sequence[str]]] = [
        (known.shifts, [row.id for row in scenario.shifts]),
        (known.patterns, [row.id for row in scenario.patterns]),
        (known.forces, [row.id for row in scenario.forces]),
        (known.capabilities, [row.id for row in scenario.capabilities]),
        (known.teams, [row.id for row in scenario.teams]),
        (known.people, [row.id for row in scenario.people]),
        (known.pools, [row.id for row in scenario.pools]),
        (known.duties, [row.id for row in scenario.duties]),
        (known.crews, [row.id for row in scenario.crews]),
        (known.powers, [row.id for row in scenario.powers or ()]),
        (known.sources, [row.id for row in scenario.sources]),
    ]
    for ids, names in tables:
        ids.update((name, line) for line, name in enumerate(names, FIRST_LINE))
    known.force_kind = {force.id: force.kind for force in scenario.forces}
    known.pool_kind = {pool.id: known.force_kind[pool.force] for pool in scenario.pools}
    known.team_force = {team.id: team.force for team in scenario.teams}
    return known
