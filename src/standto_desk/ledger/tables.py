"""Tables whose rows change: every version of every row, each with the instant from which it is in force."""

from __future__ import annotations

import json
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import takewhile
from typing import Any, NamedTuple

from standto.errors import Fault, ScenarioError
from standto.model.time import Instant
from standto.model.zone import Zone
from standto.scenario.cell_tables import FIRST_LINE, CellTables
from standto.scenario.layout import AUTHORISATIONS, CREWS, DUTIES, EVENTS, POWERS, TABLES, Cells, TableLayout
from standto.scenario.loaded_tables import LoadedTables
from standto.scenario.look_alikes import COLUMNS as NAMES
from standto.scenario.look_alikes import ComparedRow
from standto_desk.ledger.drafts import ENDED
from standto_desk.ledger.kept_rows import NO_ROWS, KeptRows, rows_at
from standto_desk.ledger.subject_versions import Version, Versions, by_key, in_force, rows_of, with_version

SCENARIO = "scenario"
"""The kind of the row that holds the settings: `toml` is the text of `scenario.toml`, and `powers` is `yes` if there is
a table of powers, even an empty one."""

ROW_TABLES: dict[str, TableLayout] = {
    table.file.removesuffix(".csv"): table for table in TABLES.values() if table is not EVENTS
}
"""The table of each kind of row."""

_TICKETS = AUTHORISATIONS.file.removesuffix(".csv")

KEYS: dict[str, tuple[str, ...]] = {"rota": ("from",), "seats": ("state", "seat")}
"""The columns that tell rows of one subject apart: a person's rows of the rota, a crew's seats.

A new row with the same cells there replaces the one before. An end with these cells blank ends all rows of the subject.
Tickets are told apart by their capability instead, and one more ticket replaces none.
"""

_PLACE = re.compile(r"\b([a-z]+\.csv):([0-9]+)")
"""A row that a fault names in its words, by its line."""


class RowsInForce(NamedTuple):
    """The settings and the rows that are in force at an instant.

    Attributes
    ----------
    settings
        The text of `scenario.toml`; empty if there is none.
    rows
        The rows of each table by its file, each with its id and its cells, in the order in which they were first set.
    """

    settings: str
    rows: dict[str, list[tuple[str, Cells]]]

    def load(self, former: LoadedTables | None = None) -> LoadedTables:
        """Read the tables.

        Parameters
        ----------
        former
            Tables read before, of which only what has changed is read again; the answer is the same without them.

        Raises
        ------
        ScenarioError
            They are not sound. The faults name rows by id, because the rows of a ledger have no lines.
        """
        rows = {file: [cells for _, cells in rows] for file, rows in self.rows.items()}
        try:
            return LoadedTables(CellTables(rows, self.settings), former)
        except ScenarioError as error:
            raise ScenarioError(tuple(map(self._by_id, error.faults))) from None

    def _by_id(self, fault: Fault) -> Fault:
        """Return a fault that names the row, and any other row in its words, by id instead of its line."""
        place = self._named(fault.place, fault.line) if fault.line else fault.place
        what = _PLACE.sub(lambda found: self._named(found[1], int(found[2])), fault.what)
        return replace(fault, place=place, what=what, line=None)

    def _named(self, file: str, line: int) -> str:
        """Return the name of the row on a line: its file, its id, and the cells of its key."""
        rows = self.rows.get(file, [])
        if not FIRST_LINE <= line < FIRST_LINE + len(rows):
            return file
        subject, cells = rows[line - FIRST_LINE]
        columns = TABLES[file].columns
        return " ".join((file, subject, *(cells[columns.index(key)] for key in KEYS.get(kind_of(file), ()))))


class Tables:
    """Every version of every row, of which some are in force at an instant."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, Versions]] = {kind: {} for kind in (SCENARIO, *ROW_TABLES)}
        self._changes = {kind: object() for kind in self._rows}
        self._kept = _LastMade()
        self.moments: list[Instant] = []
        """The instants at which a version takes effect, sorted, each once."""

    def insert(self, entry: Mapping[str, Any]) -> None:
        """Insert the version of a row that an entry holds."""
        body = json.loads(entry["body"]) if entry["body"] else {}
        kind, subjects = entry["kind"], self._rows[entry["kind"]]
        key = row_key(kind, entry["capability"], body)
        version = Version(entry["occurred"], entry["sequence"], key, cells_of(entry, body))
        subjects[entry["subject"]] = with_version(subjects.get(entry["subject"], ()), version)
        self._changes[kind] = object()
        place = bisect_right(self.moments, version.occurred)
        if not place or self.moments[place - 1] != version.occurred:
            self.moments.insert(place, version.occurred)

    def has(self, kind: str, subject: str) -> bool:
        """Return whether a row was ever set."""
        return subject in self._rows[kind]

    def subjects(self, kind: str) -> list[str]:
        """Return the ids of every row that was ever set."""
        return list(self._rows[kind])

    def in_force(self, kind: str, subject: str, key: str, at: Instant) -> bool:
        """Return whether a row with a key is in force; for a blank key of `KEYS`, whether any row of the subject is."""
        groups = by_key(self._rows[kind].get(subject, ()))
        found = groups.values() if kind in KEYS and not key else [groups.get(key, ())]
        return any((version := in_force(rows, at)) and version.cells is not None for rows in found)

    def followed_by(self, rows: Iterable[Mapping[str, Any]]) -> Tables:
        """Return these versions with those of more entries; these stay as they are."""
        found = Tables()
        found._rows = {kind: dict(subjects) for kind, subjects in self._rows.items()}
        found._changes = dict(self._changes)
        found._kept = self._kept
        found.moments = list(self.moments)
        for row in rows:
            found.insert(row)
        return found

    def cells_of(self, kind: str, subject: str, at: Instant) -> list[Cells]:
        """Return the cells of each row of one subject that is in force at an instant, in the order first set."""
        versions = self._rows[kind].get(subject, ())
        return [cells for *_, cells in rows_of(subject, versions, at, tickets=kind == _TICKETS)]

    def rows_of_kind(self, kind: str, at: Instant) -> list[Cells]:
        """Return the cells of each row of a table that is in force at an instant."""
        return [cells for _, cells in self._in_force(kind, at)]

    def entered(self, kind: str, subject: str, at: Instant) -> int:
        """Return the entry that decides at an instant what becomes of the only row of a subject; 0 if there is none."""
        version = in_force(self._rows[kind].get(subject, ()), at)
        return version.sequence if version else 0

    def cells_at(self, kind: str, subject: str, key: str, at: Instant) -> Cells | None:
        """Return the cells of a row with a key at an instant; None if it is not in force. Tickets have no such row."""
        version = in_force(by_key(self._rows[kind].get(subject, ())).get(key, ()), at)
        return version.cells if version else None

    def planned(self, kind: str, subject: str, key: str, after: Instant) -> list[tuple[Instant, Cells]]:
        """Return the versions of a row that take effect after an instant, up to its end, each with its time."""
        found: dict[Instant, Cells | None] = {}
        for version in by_key(self._rows[kind].get(subject, ())).get(key, ()):
            if version.occurred > after:
                found[version.occurred] = version.cells
        ends = takewhile(lambda one: one[1] is not None, found.items())
        return [(moment, cells) for moment, cells in ends if cells is not None]

    def moments_of(self, kind: str, subject: str, after: Instant) -> list[Instant]:
        """Return the instants after one at which a version of a subject's rows takes effect, sorted."""
        return sorted({one.occurred for one in self._rows[kind].get(subject, ()) if one.occurred > after})

    def changed_at(self, moment: Instant) -> list[tuple[str, str]]:
        """Return the kind and the id of each subject whose rows change at an instant; a row set as it was does not."""
        return [
            (kind, subject)
            for kind, subjects in self._rows.items()
            for subject, versions in subjects.items()
            if any(one.occurred == moment for one in versions)
            and self.cells_of(kind, subject, moment - 1) != self.cells_of(kind, subject, moment)
        ]

    def settings(self, at: Instant) -> str:
        """Return the text of the settings in force; empty if there are none."""
        version = in_force(self._rows[SCENARIO].get(SCENARIO, ()), at)
        return version.cells[0] if version and version.cells else ""

    def rows_in_force(self, at: Instant) -> RowsInForce:
        """Return the rows in force at an instant."""
        found = {}
        for kind, table in ROW_TABLES.items():
            rows = self._in_force(kind, at)
            if rows or table.required or (table is POWERS and self.has_powers()):
                found[table.file] = rows
        return RowsInForce(self.settings(at), found)

    def named(self, at: Instant, after: int = 0) -> Iterator[tuple[ComparedRow, bool]]:
        """Yield the rows in force whose names must not look alike: duties, crews, powers.

        With each comes whether it was entered after the entry `after`.
        """
        for table in (DUTIES, CREWS, POWERS):
            task, site = (table.columns.index(column) for column in NAMES)
            kind = table.file.removesuffix(".csv")
            for place, (subject, cells) in enumerate(self._in_force(kind, at)):
                version = in_force(self._rows[kind][subject], at)
                new = version is not None and version.sequence > after
                yield ComparedRow(table.file, place, subject, cells[task], cells[site]), new

    def has_powers(self) -> bool:
        """Return whether there is a table of powers, even an empty one."""
        settings = (version.cells for version in self._rows[SCENARIO].get(SCENARIO, ()))
        return bool(self._rows["powers"]) or any(cells and cells[1] for cells in settings)

    def load(self, at: Instant) -> LoadedTables:
        """Read the tables in force at an instant: of those read last, only what has changed.

        Raises
        ------
        ScenarioError
            They are not sound.
        """
        found = self._kept.loaded = self.rows_in_force(at).load(self._kept.loaded)
        return found

    def _in_force(self, kind: str, at: Instant) -> list[tuple[str, Cells]]:
        """Return the id and the cells of each row of a table that is in force."""
        change = self._changes[kind]
        last, kept = self._kept.rows.get(kind, (None, NO_ROWS))
        if last is not change or not kept.holds(at):
            kept = rows_at(self._rows[kind], at, kept, tickets=kind == _TICKETS)
            self._kept.rows[kind] = change, kept
        return kept.rows


class _LastMade:
    """What was last made of tables, and of others that have most rows in common with them.

    Only the speed depends on it. A thread may replace what another has just put there.
    """

    def __init__(self) -> None:
        self.rows: dict[str, tuple[object, KeptRows]] = {}
        self.loaded: LoadedTables | None = None


def kind_of(file: str) -> str:
    """Return the kind of the rows of a table's file."""
    return file.removesuffix(".csv")


def key_columns(table: TableLayout) -> int:
    """Return how many columns, from the first on, tell a row from the others of its table."""
    return 2 if table is AUTHORISATIONS else 1 + len(KEYS.get(kind_of(table.file), ()))


def row_key(kind: str, capability: str, body: Mapping[str, Any]) -> str:
    """Return the key of a row among those of its subject: a ticket's capability, or the cells of `KEYS`.

    A time is the same however it is written. The key is blank if the row is the only one of its subject.
    """
    cells = [_at_utc(body[column]) for column in KEYS.get(kind, ()) if body.get(column)]
    return "\n".join(cells) or capability


def _at_utc(cell: str) -> str:
    """Return a time with an offset in UTC, and any other cell as it is."""
    try:
        moment = datetime.fromisoformat(cell)
    except ValueError:
        return cell
    return cell if moment.tzinfo is None else moment.astimezone(UTC).isoformat()


@lru_cache(maxsize=16)
def zone_of(settings: str) -> Zone:
    """Return the time zone that the text of `scenario.toml` names.

    Raises
    ------
    KeyError, ValueError, OSError
        It names none.
    """
    return Zone(tomllib.loads(settings)["timezone"])


def cells_of(entry: Mapping[str, Any], body: Mapping[str, Any]) -> Cells | None:
    """Return the cells of a row in the order of its table's columns; None if it ends."""
    if entry["step"] == ENDED:
        return None
    if entry["kind"] == SCENARIO:
        return body["toml"], body.get("powers", "")
    table = ROW_TABLES[entry["kind"]]
    cells = {**body, table.columns[0]: entry["subject"]}
    if table is AUTHORISATIONS:
        cells["capability"] = entry["capability"]
    return tuple(cells.get(column, "") for column in table.columns)
