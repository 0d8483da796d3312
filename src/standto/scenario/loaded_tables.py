"""Checking events one by one against tables in memory."""

from __future__ import annotations

from standto.errors import InputError
from standto.model.event import Event
from standto.scenario.cell_tables import CellTables
from standto.scenario.event_reader import EventReader
from standto.scenario.event_subjects import checks
from standto.scenario.faults import Faults
from standto.scenario.layout import Cells
from standto.scenario.scenario_reader import ScenarioReader


class LoadedTables:
    """The tables of a scenario, and a reader of events that refer to them.

    An earlier version may have accepted the tables, so names that look alike are no fault here.

    Attributes
    ----------
    scenario
        The scenario of the tables, without events.

    Raises
    ------
    ScenarioError
        Anything is wrong with the tables: it carries every fault.
    """

    def __init__(self, tables: CellTables) -> None:
        reader = ScenarioReader(tables, kept=True)
        self.scenario = reader.sound()
        self._known, self._times = reader.known, reader.times
        self._checks = checks(self._known)
        self._start_afresh()

    def _start_afresh(self) -> None:
        self._faults = Faults()
        self._reader = EventReader(self._known, self._times, self._faults)

    def fits(self, event: Event) -> bool:
        """Return whether a folder with these tables may hold an event, because its ids are in them.

        Parameters
        ----------
        event
            An event that was sound when it was entered; the tables may have changed since.
        """
        check, capability = self._checks[event.kind], event.capability
        if capability and capability not in self._known.capabilities:
            return False
        return event.subject in check.subjects or (check.pool is not None and event.subject in check.pool.subjects)

    def event(self, cells: Cells, line: int = 1) -> Event:
        """Return the event of one row. Its id and what it corrects are not compared with other events.

        Parameters
        ----------
        cells
            A cell for each documented column of `events.csv`.
        line
            The line to name in faults.

        Raises
        ------
        InputError
            Anything is wrong with the row: it carries every fault.
        """
        event = self._reader.read_alone(line, cells)
        if event is None:
            faults = tuple(self._faults)
            self._start_afresh()
            raise InputError(faults)
        return event
