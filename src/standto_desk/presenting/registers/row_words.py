"""The cells of rows in words, by the names in force at the same moment."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property, lru_cache
from typing import NamedTuple

from standto.model.duties import ANY, JOINED
from standto.model.time import Instant
from standto.model.zone import Zone
from standto.scenario.layout import Cells
from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.components.moments import short_moment
from standto_desk.components.spoken import id_words
from standto_desk.ledger.tables import RowsInForce, zone_of
from standto_desk.presenting.registers.rows_of_tables import kept_rows

REFERENCES: dict[str, tuple[str, ...]] = {
    "person": ("people",),
    "force": ("forces",),
    "team": ("teams",),
    "teams": ("teams",),
    "pattern": ("patterns",),
    "capability": ("capabilities",),
    "capabilities": ("capabilities",),
    "shifts": ("shifts",),
    "cycle": ("shifts",),
    "crew": ("crews",),
    "duty": ("duties", "crews"),
}
"""The tables that each column refers to, where it is not the id of its own row."""
COUNTS = ("tier", "offset_days", "count", "lead_minutes", "ready_minutes", "strength", "criticality")
BOUNDS = ("bound", "days", "gap_hours")
NUMBERS = frozenset({*COUNTS, *BOUNDS})
"""The columns that hold a number."""
TIMES = {"from": "no set beginning", "until": "no set end"}
"""The columns that hold a time, with the words for a blank cell."""
BLANK = {"criticality": "1", "ready_minutes": "0", "lead_minutes": "0", "offset_days": "0", "strength": "1"}
"""What a blank cell means, where it means a number."""
UNFILLED = {
    ("teams", "force"): "home force",
    ("people", "force"): "that of the team",
    ("people", "team"): "none: on duty at all times",
    ("forces", "tier"): "as usual",
    ("crews", "needs"): "the last",
    ("pools", "state"): "as usual",
    ("duties", "shifts"): "all the time",
    ("crews", "shifts"): "all the time",
    ("rota", "duty"): "any duty",
    ("rest-rules", "teams"): "everybody of the home force",
}
"""What a blank cell means, where it means something else."""
IDS = frozenset({"kind", "state", "needs", "measure"})
"""The columns that hold an id of no table."""
EVERY = {"task": "every task", "site": "every site"}


class CellPart(NamedTuple):
    """A part of a cell: its words, and the row that it refers to; blank if it refers to none."""

    words: str
    table: str = ""
    id: str = ""


class RowWords:
    """Rows in words.

    Parameters
    ----------
    rows
        The rows in force at the moment.
    """

    def __init__(self, rows: RowsInForce) -> None:
        self._rows = rows
        self._names: dict[str, dict[str, str]] = {}

    @cached_property
    def zone(self) -> Zone:
        """The zone of local times; UTC before there are settings."""
        return zone_of(self._rows.settings) if self._rows.settings else Zone("UTC")

    def names(self, table: str) -> dict[str, str]:
        """Return the name of each thing of a table, or its id if it has none."""
        if table not in self._names:
            columns = KEPT[table].columns
            place = columns.index("name") if "name" in columns else 0
            self._names[table] = {cells[0]: cells[place] or cells[0] for cells in kept_rows(table, self._rows)}
        return self._names[table]

    def called(self, table: str, thing: str) -> str:
        """Return the name of a thing, or its id."""
        return self.names(table).get(thing, thing)

    def parts(self, table: str, column: str, cell: str) -> tuple[CellPart, ...]:
        """Return the parts of a cell; of a list, one for each item."""
        if not cell and (table, column) in UNFILLED:
            return (CellPart(UNFILLED[table, column]),)
        if column in REFERENCES and not is_own_id(table, column):
            return tuple(self._reference(column, item) for item in cell.split(";") if item)
        words = self._words(table, column, cell)
        return (CellPart(words),) if words else ()

    def words(self, table: str, column: str, cell: str) -> str:
        """Return a cell in words, on one line."""
        return ", ".join(part.words for part in self.parts(table, column, cell))

    def sort_key(self, table: str, column: str, cell: str) -> tuple[int, float, str]:
        """Return the key that sorts a cell: numbers and times by their size, and words without regard to capitals."""
        if column in NUMBERS:
            return 0, float(cell or BLANK.get(column, "0")), ""
        if column in TIMES and (instant := self.instant(cell)) is not None:
            return 1, instant, ""
        if column in TIMES:
            return (0 if column == "from" else 2), 0, ""
        return (
            0,
            0,
            (self.called(table, cell) if is_own_id(table, column) else self.words(table, column, cell)).casefold(),
        )

    def instant(self, cell: str) -> Instant | None:
        """Return the instant in a cell; None if it is blank."""
        return _instant(cell, self.zone) if cell else None

    def _reference(self, column: str, item: str) -> CellPart:
        if JOINED in item:
            return CellPart(" with ".join(self._reference(column, one).words for one in item.split(JOINED)))
        for table in REFERENCES[column]:
            if item in self.names(table):
                return CellPart(self.names(table)[item], table, item)
        return CellPart(item)

    def _words(self, table: str, column: str, cell: str) -> str:
        if column in TIMES:
            instant = self.instant(cell)
            return TIMES[column] if instant is None else short_moment(instant)
        if column in NUMBERS:
            return _number(float(cell)) if cell else BLANK.get(column, "")
        if column in EVERY and (cell == ANY or (not cell and table == "powers")):
            return EVERY[column]
        return id_words(cell) if column in IDS and cell else cell


def _number(value: float) -> str:
    return f"{int(value):,}" if value.is_integer() else f"{value:,}"


def is_own_id(table: str, column: str) -> bool:
    """Return whether a column is the id of its row; the first of tickets, rota and seats refers to another table."""
    kept = KEPT[table]
    return kept.ids == (column,)


@lru_cache(maxsize=4096)
def _instant(cell: str, zone: Zone) -> Instant:
    return zone.instant(datetime.fromisoformat(cell))


def cells_by_column(table: str, cells: Cells) -> dict[str, str]:
    """Return the cells of a row by column."""
    return dict(zip(KEPT[table].columns, cells, strict=True))
