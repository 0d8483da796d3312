"""Reading a scenario from a folder: each file after those to which it refers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from standto.errors import Fault, ScenarioError
from standto.model.crews import Crew, Seat
from standto.model.event import Event
from standto.model.people import Force, Team
from standto.model.rotas import RotaRow
from standto.model.scenario import Scenario
from standto.scenario import layout, record_readers
from standto.scenario.cell_tables import FIRST_LINE, CellRows, CellTables
from standto.scenario.cells import Times, shown
from standto.scenario.crew_faults import CrewCheck
from standto.scenario.csv_rows import CsvRows
from standto.scenario.event_reader import EventReader
from standto.scenario.faults import Faults
from standto.scenario.folder import Folder, locate
from standto.scenario.known_ids import Ids, KnownIds
from standto.scenario.layout import SETTINGS, TableLayout
from standto.scenario.look_alikes import note_look_alikes
from standto.scenario.rota_again import ReadRota, read_again
from standto.scenario.rota_reader import RotaReader
from standto.scenario.row_reader import RowReader
from standto.scenario.settings_reader import Settings, read_settings
from standto.scenario.warnings import warnings_of

T = TypeVar("T")


@dataclass(frozen=True)
class Checked:
    """The result of checking a folder.

    Attributes
    ----------
    scenario
        The scenario; None if there is any fault.
    faults
        All faults, by file, line and column.
    warnings
        All warnings, in the same order.
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
        A path that exists takes precedence over a sample of the same name.

    Returns
    -------
    Scenario
        A sound scenario, with the digest of the files it was read from.

    Raises
    ------
    ScenarioError
        The folder has faults; it carries all of them.
    OptionError
        It is not a path.
    """
    return ScenarioReader(Folder(locate(folder))).sound()


def check_scenario(folder: str | Path) -> Checked:
    """Read a scenario as `read_scenario` does, and return its faults or, if it has none, its warnings."""
    try:
        reader = ScenarioReader(Folder(locate(folder)))
    except ScenarioError as error:
        return Checked(None, error.faults)
    scenario = reader.scenario()
    if reader.faults:
        return Checked(None, tuple(reader.faults))
    return Checked(scenario, (), warnings_of(scenario, reader.lines))


class ScenarioReader:
    """A reader of one folder, or of tables in memory.

    Parameters
    ----------
    kept
        Whether an earlier version may have accepted the scenario: then names that look alike are no fault.
    rota
        A rota that was read before: with tables in memory, rows that are the same need not be read again.

    Attributes
    ----------
    faults, lines, known
        All faults, the line of each row of each file, and the ids in the tables, once everything is read.
    times
        Reads times in the zone of the settings.
    """

    def __init__(self, source: Folder | CellTables, *, kept: bool = False, rota: ReadRota | None = None) -> None:
        # A fault of a table in memory names its row by id, so each fault is listed alone.
        self.faults = Faults(together=isinstance(source, Folder))
        self.lines: dict[str, list[int]] = {}
        self.known = KnownIds()
        self._source = source
        self._unsound: dict[str, frozenset[int]] = {}
        self._lost: dict[str, frozenset[str] | None] = {}
        self._kept = kept
        self._read_before = rota
        source.list_files(self.faults)
        self._settings = self._read_settings()
        self.times = Times(self._settings.zone)

    def sound(self) -> Scenario:
        """Return the scenario; raise `ScenarioError` with all faults if there are any."""
        scenario = self.scenario()
        if self.faults:
            raise ScenarioError(tuple(self.faults))
        return scenario

    def scenario(self) -> Scenario:
        """Return the scenario; if there are faults, it holds stand-ins and must not be used."""
        settings, known, has_powers = self._settings, self.known, layout.POWERS.file in self._source
        scenario = Scenario(
            title=settings.title,
            zone=settings.zone,
            horizon=settings.horizon,
            home=settings.home,
            shifts=settings.shifts,
            patterns=settings.patterns,
            policy=settings.policy,
            working_time=settings.working_time,
            words=settings.words,
            forces=self._forces(),
            capabilities=self._table(layout.CAPABILITIES, record_readers.capability, known.capabilities),
            teams=self._teams(),
            people=self._table(layout.PEOPLE, record_readers.person, known.people),
            authorisations=self._table(layout.AUTHORISATIONS, record_readers.authorisation),
            pools=self._table(layout.POOLS, record_readers.pool, known.pools),
            duties=self._table(layout.DUTIES, record_readers.duty, known.duties),
            crews=(crews := self._table(layout.CREWS, record_readers.crew, known.crews)),
            seats=self._seats(crews),
            rota=self._rota(),
            powers=self._table(layout.POWERS, record_readers.power, known.powers) if has_powers else None,
            sources=self._table(layout.SOURCES, record_readers.source, known.sources),
            events=self._events(),
            digest=self._source.digest,
        )
        if not self._kept:
            note_look_alikes(scenario, self.lines, self.faults)
        return scenario

    def _read_settings(self) -> Settings:
        """Read `scenario.toml`, or return stand-ins if there is none."""
        data, known = self._source.settings(self.faults), self.known
        if data is None:
            known.shifts.complete = known.patterns.complete = False
            settings = Settings()
        else:
            settings = read_settings(data, known, self.faults)
        self.lines[SETTINGS] = [
            *(known.shifts[shift.id] for shift in settings.shifts),
            *(known.patterns[pattern.id] for pattern in settings.patterns),
            *(rule.line for rule in settings.rule_teams),
        ]
        return settings

    def _forces(self) -> tuple[Force, ...]:
        """Read the forces; note a home force that does not exist, and forces whose kind contradicts the settings."""
        known, faults = self.known, self.faults
        forces = self._table(layout.FORCES, record_readers.force, known.forces)
        if known.home and not known.forces.allow(known.home):
            what = f"no force {shown(known.home)}: home is a force of {known.forces.file}"
            faults.add(SETTINGS, what, line=self._settings.home_line, column="home")
            known.home = ""
        for line, force in zip(self.lines[layout.FORCES.file], forces, strict=True):
            if known.home and force.kind and (force.kind == "home") != (force.id == known.home):
                what = (
                    f"{force.id!r} is {force.kind}: home is {known.home!r}, which {SETTINGS} names, and no other force"
                )
                faults.add(layout.FORCES.file, what, line=line, column="kind")
                known.force_kind[force.id] = ""
            elif force.kind == "home" and not known.home:
                known.force_kind[force.id] = ""
        return forces

    def _teams(self) -> tuple[Team, ...]:
        """Read the teams; note those that a rule on working time names and that do not exist."""
        teams = self._table(layout.TEAMS, record_readers.team, self.known.teams)
        for named in self._settings.rule_teams:
            named.note_unknown(self.known.teams, self.faults)
        return teams

    def _table(
        self, table: TableLayout, parse: Callable[[RowReader, KnownIds], T], ids: Ids | None = None
    ) -> tuple[T, ...]:
        """Read one table; a missing file is an empty table."""
        row = RowReader(table, self.times, self.faults)
        found: list[T] = []
        lines = self.lines[table.file] = []
        rows = self._source.rows(table, self.faults)
        if rows is not None:
            row.expect(rows.columns)
        unsound: set[int] = set()
        for line, cells in rows or ():
            row.turn_to(line, cells)
            found.append(parse(row, self.known))
            lines.append(line)
            if not row.sound:
                unsound.add(line)
        self._unsound[table.file] = frozenset(unsound)
        whole = rows is not None and rows.sound and table.needed <= rows.columns
        self._lost[table.file] = frozenset(rows.lost) if rows is not None and whole else None
        if ids is not None:
            _complete(ids, table, rows, there=table.file in self._source)
        return tuple(found)

    def _seats(self, crews: tuple[Crew, ...]) -> tuple[Seat, ...]:
        """Read the seats, and check the crews against them."""
        file = layout.SEATS.file
        seats = self._table(layout.SEATS, record_readers.seat)
        lost = self._lost[file] if file in self._source else frozenset[str]()
        CrewCheck(crews, seats, self.lines, self._unsound).note(self.faults, lost)
        return seats

    def _rota(self) -> tuple[RotaRow, ...]:
        if self._read_before is not None and isinstance(self._source, CellTables):
            cells = self._source.cells(layout.ROTA)
            again = read_again(self._read_before, cells, self.known, self.times, self._settings.zone)
            if again is not None:
                self.lines[layout.ROTA.file] = [*range(FIRST_LINE, FIRST_LINE + len(again))]
                return again
        reader = RotaReader(self.known, self.times, self.faults)
        self.lines[layout.ROTA.file] = reader.lines
        return reader.read(self._source.rows(layout.ROTA, self.faults))

    def _events(self) -> tuple[Event, ...]:
        reader = EventReader(self.known, self.times, self.faults)
        self.lines[layout.EVENTS.file] = reader.lines
        return reader.read(self._source.rows(layout.EVENTS, self.faults))


def _complete(ids: Ids, table: TableLayout, rows: CsvRows | CellRows | None, *, there: bool) -> None:
    """Treat ids that could not be read as known, so that one fault does not cause many."""
    if rows is None or not rows.sound:
        ids.complete = not (there or table.required)
    else:
        for name in rows.lost:
            ids.setdefault(name, 0)
