"""Checks of single events against tables in memory."""

from __future__ import annotations

from collections.abc import Sequence

from standto.errors import InputError
from standto.model.event import Event
from standto.scenario.cell_tables import CellTables
from standto.scenario.event_reader import EventReader
from standto.scenario.event_subjects import checks
from standto.scenario.faults import Faults
from standto.scenario.layout import ROTA, Cells
from standto.scenario.rota_again import ReadRota
from standto.scenario.scenario_reader import ScenarioReader


class LoadedTables:
    """The tables of a scenario, and a reader of events that refer to them.

    An earlier version may have accepted the tables, so names that look alike are no fault here.

    Parameters
    ----------
    tables
        The settings and the tables.
    former
        Tables loaded before, of whose rota only the rows that have changed are read again; the result is the same.

    Attributes
    ----------
    scenario
        The scenario of the tables, without events.
    rota
        Its rota with the cells that it was read from, for another reading; None if a row is blank.

    Raises
    ------
    ScenarioError
        The tables have faults; it carries all of them.
    """

    def __init__(self, tables: CellTables, former: LoadedTables | None = None) -> None:
        reader = ScenarioReader(tables, kept=True, rota=former.rota if former else None)
        self.scenario = reader.sound()
        self._known, self._times = reader.known, reader.times
        self.rota: ReadRota | None = self._read_rota(tables.cells(ROTA))
        self._checks = checks(self._known)
        self._start_afresh()

    def _start_afresh(self) -> None:
        self._faults = Faults()
        self._reader = EventReader(self._known, self._times, self._faults)

    def _read_rota(self, cells: Sequence[Cells]) -> ReadRota | None:
        """Return the rota with its cells."""
        rows, known = self.scenario.rota, self._known
        duties = frozenset(known.duties).union(known.crews)
        whole = len(rows) == len(cells)
        return ReadRota(cells, rows, self.scenario.zone, frozenset(known.people), duties) if whole else None

    def fits(self, event: Event) -> bool:
        """Return whether the tables have the ids of an event; they may have changed since it was entered."""
        check, capability = self._checks[event.kind], event.capability
        if capability and capability not in self._known.capabilities:
            return False
        return event.subject in check.subjects or (check.pool is not None and event.subject in check.pool.subjects)

    def event(self, cells: Cells, line: int = 1) -> Event:
        """Return the event of one row, without comparing its id, or the event that it corrects, with other events.

        Parameters
        ----------
        cells
            A cell for each documented column of `events.csv`.
        line
            The line to name in faults.

        Raises
        ------
        InputError
            The row has faults; it carries all of them.
        """
        event = self._reader.read_alone(line, cells)
        if event is None:
            faults = tuple(self._faults)
            self._start_afresh()
            raise InputError(faults)
        return event
