"""Checking what is entered one at a time against tables that lie in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.errors import InputError
from standto.scenario.event_reader import EventReader
from standto.scenario.faults import Faults
from standto.scenario.scenario_reader import ScenarioReader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from standto.model.event import Event
    from standto.scenario.cell_tables import CellTables


class LoadedTables:
    """The tables of a scenario, and events read against them one by one.

    Parameters
    ----------
    tables
        Its tables as cells, or the bytes of their files by their names; events have no part in it. They were taken in
        before, maybe by an earlier version: names that look alike do not keep them from being read.

    Attributes
    ----------
    scenario
        What the tables say.

    Raises
    ------
    ScenarioError
        Anything is wrong: it carries every fault.
    """

    def __init__(self, tables: CellTables | Mapping[str, bytes]) -> None:
        reading = ScenarioReader(tables, kept=True)
        self.scenario = reading.sound()
        self._known, self._times = reading.known, reading.times
        self._faults = Faults()
        self._reader = EventReader(self._known, self._times, self._faults)

    def event(self, cells: tuple[str, ...], line: int = 1) -> Event:
        """Return the event of one row. Whether its id is new, and what a correction corrects, is not looked at.

        Parameters
        ----------
        cells
            A cell for each documented column of `events.csv`.
        line
            The line to name in faults.

        Raises
        ------
        InputError
            Anything is wrong: it carries every fault.
        """
        event = self._reader.read_alone(line, cells)
        if event is None:
            faults = tuple(self._faults)
            self._faults = Faults()
            self._reader = EventReader(self._known, self._times, self._faults)
            raise InputError(faults)
        return event
