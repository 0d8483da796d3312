"""From a folder to a scenario: files in the order in which they refer to one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from standto.errors import Fault, ScenarioError
from standto.model.scenario import Scenario
from standto.scenario import layout, record_readers
from standto.scenario.cell_tables import CellRows, CellTables
from standto.scenario.cells import Times, shown
from standto.scenario.csv_rows import CsvRows
from standto.scenario.event_reader import EventReader
from standto.scenario.faults import Faults
from standto.scenario.folder import FilesInMemory, Folder, locate
from standto.scenario.known_ids import Ids, KnownIds
from standto.scenario.layout import SETTINGS, TableLayout
from standto.scenario.look_alikes import note_look_alikes, note_posts_alike
from standto.scenario.row_reader import RowReader
from standto.scenario.settings_reader import Settings, read_settings
from standto.scenario.warnings import warnings_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from standto.model.event import Event
    from standto.model.scenario import Force

T = TypeVar("T")


@dataclass(frozen=True)
class Checked:
    """What came of reading a folder.

    Attributes
    ----------
    scenario
        The scenario; None where there is any fault.
    faults
        Everything that is wrong, by file, line and column.
    warnings
        What is sound but hardly meant.
    """

    scenario: Scenario | None
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...] = ()


def read_scenario(folder: str | Path) -> Scenario:
    """Read a scenario.

    Parameters
    ----------
    folder
        The folder of its files, or the name of a sample that comes with the package, such as ``london-2023``.
        What exists as a path is that path.

    Returns
    -------
    Scenario
        A sound scenario, with the digest of what it was read from.

    Raises
    ------
    ScenarioError
        Anything is wrong: it carries every fault of the folder.
    """
    return ScenarioReader(folder).sound()


def check_scenario(folder: str | Path) -> Checked:
    """Read a scenario, and say what is wrong with it or hardly meant.

    Parameters
    ----------
    folder
        As for `read_scenario`.
    """
    try:
        reading = ScenarioReader(folder)
    except ScenarioError as error:
        return Checked(None, error.faults)
    scenario = reading.scenario()
    if reading.faults:
        return Checked(None, tuple(reading.faults))
    return Checked(scenario, (), warnings_of(scenario, reading.lines))


class ScenarioReader:
    """Reads one folder, once.

    Parameters
    ----------
    folder
        As for `read_scenario`, or tables in memory: as cells, or as the bytes of their files by their names.
    kept
        Whether it was taken in before, maybe by an earlier version: names that look alike are no faults then.

    Attributes
    ----------
    faults
        Everything that is wrong, once it is read.
    lines
        The line of each row of each file, once it is read.
    known
        What its tables hold, once it is read.
    times
        How its times are read.
    """

    def __init__(self, folder: str | Path | Mapping[str, bytes] | CellTables, *, kept: bool = False) -> None:
        self.faults = Faults()
        self._kept = kept
        self.lines: dict[str, list[int]] = {}
        self.known = KnownIds()
        if isinstance(folder, CellTables):
            self._folder: Folder | FilesInMemory | CellTables = folder
            folder.note_missing(self.faults)
        elif isinstance(folder, Mapping):
            self._folder = FilesInMemory(folder, self.faults)
        else:
            self._folder = Folder(locate(folder), self.faults)
        self._settings = self._read_settings()
        self.times = Times(self._settings.zone)

    def sound(self) -> Scenario:
        """Read everything; where there are faults, raise them all."""
        scenario = self.scenario()
        if self.faults:
            raise ScenarioError(tuple(self.faults))
        return scenario

    def scenario(self) -> Scenario:
        """Read everything; where there are faults, what comes back is not to be used."""
        settings, known = self._settings, self.known
        forces = self._table(layout.FORCES, record_readers.force, known.forces)
        self._check_home(forces)
        capabilities = self._table(layout.CAPABILITIES, record_readers.capability, known.capabilities)
        teams = self._table(layout.TEAMS, record_readers.team, known.teams)
        people = self._table(layout.PEOPLE, record_readers.person, known.people)
        authorisations = self._table(layout.AUTHORISATIONS, record_readers.authorisation)
        pools = self._table(layout.POOLS, record_readers.pool, known.pools)
        duties = self._table(layout.DUTIES, record_readers.duty, known.duties)
        powers = self._table(layout.POWERS, record_readers.power, known.powers)
        sources = self._table(layout.SOURCES, record_readers.source, known.sources)
        if not self._kept:
            note_look_alikes(duties, powers, self.lines, self.faults)
            note_posts_alike(settings.policy, self.faults)
        self.lines[SETTINGS] = [
            *(known.shifts[shift.id] for shift in settings.shifts),
            *(known.patterns[pattern.id] for pattern in settings.patterns),
        ]
        events = self._events()
        return Scenario(
            title=settings.title,
            zone=settings.zone,
            horizon=settings.horizon,
            home=settings.home,
            forces=forces,
            duties=duties,
            shifts=settings.shifts,
            patterns=settings.patterns,
            policy=settings.policy,
            working_time=settings.working_time,
            capabilities=capabilities,
            teams=teams,
            people=people,
            authorisations=authorisations,
            pools=pools,
            powers=powers if layout.POWERS.file in self._folder else None,
            events=events,
            sources=sources,
            digest=self._folder.digest,
        )

    def _read_settings(self) -> Settings:
        """Read `scenario.toml`, or take stand-ins for what it would say."""
        data = self._folder.read(SETTINGS) if SETTINGS in self._folder else None
        if data is not None:
            return read_settings(data, self.known, self.faults)
        self.known.shifts.complete = self.known.patterns.complete = False
        return Settings()

    def _check_home(self, forces: tuple[Force, ...]) -> None:
        """Note a home force that does not exist, and forces that are home and should not be, or the other way."""
        known, lines = self.known, self.lines[layout.FORCES.file]
        if known.home and not known.forces.allow(known.home):
            what = f"no force {shown(known.home)}: home is a force of {known.forces.file}"
            self.faults.add(SETTINGS, self._settings.home_line, "home", what)
            known.home = ""
        for line, force in zip(lines, forces, strict=True):
            if known.home and force.kind and (force.kind == "home") != (force.id == known.home):
                what = f"{force.id!r} is {force.kind}: home is {known.home!r}, which {SETTINGS} names, and no other"
                self.faults.add(layout.FORCES.file, line, "kind", what)
                known.force_kind[force.id] = ""
            elif force.kind == "home" and not known.home:
                known.force_kind[force.id] = ""

    def _table(
        self, table: TableLayout, parse: Callable[[RowReader, KnownIds], T], ids: Ids | None = None
    ) -> tuple[T, ...]:
        """Read one table; without the file it is empty."""
        row = RowReader(table, self.times, self.faults)
        found: list[T] = []
        lines = self.lines[table.file] = []
        rows = self._rows(table)
        if rows is not None:
            row.expect(rows.columns)
        for line, cells in rows or ():
            row.turn_to(line, cells)
            found.append(parse(row, self.known))
            lines.append(line)
        if ids is not None:
            _round_off(ids, table, rows, there=table.file in self._folder)
        return tuple(found)

    def _events(self) -> tuple[Event, ...]:
        """Read the events."""
        reader = EventReader(self.known, self.times, self.faults)
        self.lines[layout.EVENTS.file] = reader.lines
        return reader.read(self._rows(layout.EVENTS))

    def _rows(self, table: TableLayout) -> CsvRows | CellRows | None:
        """Return the rows of a table; None where there are none to be read."""
        if isinstance(self._folder, CellTables):
            return self._folder.rows(table, self.faults)
        data = self._folder.read(table.file) if table.file in self._folder else None
        return None if data is None else CsvRows(table, data, self.faults)


def _round_off(ids: Ids, table: TableLayout, rows: CsvRows | CellRows | None, *, there: bool) -> None:
    """Let ids that could not be read pass for known, so that one fault does not make many."""
    if rows is None or not rows.sound:
        ids.complete = not (there or table.required)
    else:
        for name in rows.lost:
            ids.setdefault(name, 0)
