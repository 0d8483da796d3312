"""The tables of a scenario that lie in memory as cells, such as those that a ledger folds from its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.scenario.layout import EVENTS, FILES, SETTINGS, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from standto.scenario.faults import Faults
    from standto.scenario.layout import TableLayout

    Cells = tuple[str, ...]

_LONGEST = 131_072
"""The most characters of a cell, as in a file."""


class CellTables:
    """The settings and the tables of a scenario, without its events.

    Parameters
    ----------
    rows
        The rows of each table by its file name; a row has a cell for each documented column. A table that is left out
        is absent, as a file may be.
    settings
        The text of `scenario.toml`; empty if there is none.
    """

    digest = ""

    def __init__(self, rows: Mapping[str, Sequence[Cells]], settings: str) -> None:
        unknown = sorted(rows.keys() - TABLES.keys() | rows.keys() & {EVENTS.file})
        if unknown:
            raise ValueError(f"rows: {', '.join(unknown)}: no such table")
        self._rows = rows
        self._settings = settings

    def note_missing(self, faults: Faults) -> None:
        """Note each table that every scenario has and that is not here."""
        for file in FILES:
            if file not in self and (file == SETTINGS or TABLES[file].required):
                faults.add(file, None, None, "is missing: every scenario has one")

    def __contains__(self, file: str) -> bool:
        """Whether a table, or the settings, are here."""
        return bool(self._settings) if file == SETTINGS else file in self._rows

    def read(self, _: str) -> bytes:
        """Return the bytes of the settings."""
        return self._settings.encode()

    def rows(self, table: TableLayout, faults: Faults) -> CellRows | None:
        """Return the rows of a table; None if it is absent."""
        return CellRows(table, self._rows[table.file], faults) if table.file in self._rows else None


class CellRows:
    """The rows of one table; see `CsvRows`. They are numbered as the lines of a file with a header are, from 2."""

    def __init__(self, table: TableLayout, rows: Sequence[Cells], faults: Faults) -> None:
        self.columns = frozenset(table.columns)
        self.lost: set[str] = set()
        self._rows = rows
        unusable = next(((line, what) for line, row in enumerate(rows, 2) if (what := _unusable(row))), None)
        self.sound = unusable is None
        if unusable is not None:
            faults.add(table.file, unusable[0], None, unusable[1])

    def __iter__(self) -> Iterator[tuple[int, Cells]]:
        """Go through the rows: the number of each, and its cells."""
        return enumerate(self._rows if self.sound else (), 2)


def _unusable(cells: Cells) -> str:
    """Return why no file could hold a row, or nothing."""
    text = "".join(cells)
    if "\0" in text:
        return "has a NUL byte, which no text has: save it as text in UTF-8"
    if len(text) > _LONGEST and max(map(len, cells)) > _LONGEST:
        return f"has a cell of more than {_LONGEST:,} characters"
    return ""
