"""The tables of a scenario as cells in memory: a ledger folds them from its entries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

from standto.scenario.faults import Faults
from standto.scenario.file_text import HAS_NUL
from standto.scenario.layout import EVENTS, REQUIRED, SETTINGS, TABLES, Cells, TableLayout

_LONGEST = 131_072
"""The most characters of a cell, as in a file."""

NOTHING: Mapping[str, Collection[str]] = MappingProxyType({})
FIRST_LINE = 2
"""The line of the first row, as in a file with a header."""


class CellTables:
    """The settings and the tables of a scenario, without its events.

    Parameters
    ----------
    rows
        The rows of each table by its file name; a row has a cell for each documented column. A table may be missing, as
        a file may.
    settings
        The text of `scenario.toml`; empty if there is none.
    lost
        The first cells of rows that were left out, by file: what refers to them is no fault.
    """

    digest = ""

    def __init__(
        self, rows: Mapping[str, Sequence[Cells]], settings: str, lost: Mapping[str, Collection[str]] = NOTHING
    ) -> None:
        unknown = sorted(rows.keys() - TABLES.keys() | rows.keys() & {EVENTS.file})
        if unknown:
            raise ValueError(f"rows: {', '.join(unknown)}: no such table")
        self._rows = rows
        self._settings = settings
        self._lost = lost

    def list_files(self, faults: Faults) -> None:
        """Note each missing table that every scenario has."""
        for file in REQUIRED:
            if file not in self:
                faults.add(file, "is missing: every scenario has one")

    def __contains__(self, file: str) -> bool:
        return bool(self._settings) if file == SETTINGS else file in self._rows

    def settings(self, _: Faults) -> bytes | None:
        """Return the bytes of `scenario.toml`; None if it is missing."""
        return self._settings.encode() or None

    def cells(self, table: TableLayout) -> Sequence[Cells]:
        """Return the cells of the rows of a table; none if it is missing."""
        return self._rows.get(table.file, ())

    def rows(self, table: TableLayout, faults: Faults) -> CellRows | None:
        """Return the rows of a table; None if it is missing."""
        if table.file not in self._rows:
            return None
        return CellRows(table, self._rows[table.file], faults, self._lost.get(table.file, ()))


class CellRows:
    """The rows of one table, with the interface of `CsvRows`; lines start at `FIRST_LINE` and include blank rows."""

    def __init__(self, table: TableLayout, rows: Sequence[Cells], faults: Faults, lost: Collection[str] = ()) -> None:
        self.columns = frozenset(table.columns)
        self.lost = set(lost)
        self._rows = rows
        unusable = next(((line, what) for line, row in enumerate(rows, FIRST_LINE) if (what := _unusable(row))), None)
        self.sound = unusable is None
        if unusable is not None:
            faults.add(table.file, unusable[1], line=unusable[0])

    def __iter__(self) -> Iterator[tuple[int, Cells]]:
        rows = self._rows if self.sound else ()
        return ((line, row) for line, row in enumerate(rows, FIRST_LINE) if any(row))


def _unusable(cells: Cells) -> str:
    """Return the reason why no file could hold a row; empty if one could."""
    text = "".join(cells)
    if "\0" in text:
        return HAS_NUL
    if len(text) > _LONGEST and max(map(len, cells)) > _LONGEST:
        return f"has a cell of more than {_LONGEST:,} characters"
    return ""
