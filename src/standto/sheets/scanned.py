"""What a sheet's XML says beside the values: its extent, formulas without values, errors, and hidden rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from standto.sheets.bounds import MIB, MOST_CELLS, MOST_COLUMNS, MOST_MERGED, MOST_ROWS, MOST_TEXT
from standto.sheets.file_bytes import refused
from standto.sheets.sheet_value import Range


@dataclass(slots=True)
class Scanned:
    """What a sheet's XML says beside the values.

    Attributes
    ----------
    rows, columns
        The extent of the cells with content, counted from the first cell of the sheet.
    characters
        No fewer than the characters of all cells together, where texts are shared.
    unready
        Formulas without a value.
    errors
        The text of each error, by row and column.
    merged
        The merged ranges.
    hidden_rows, hidden_columns
        The number of hidden rows and columns.
    """

    rows: int = 0
    columns: int = 0
    characters: int = 0
    unready: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: int = 0

    def reach(self, row: int, column: int) -> None:
        """Note a cell with content."""
        self.rows = max(self.rows, row + 1)
        self.columns = max(self.columns, column + 1)


def must_be_bounded(file: str, sheets: list[Scanned]) -> None:
    """Refuse sheets that have more cells or text than `bounds` allows, before any of them is read."""
    if any(sheet.rows > MOST_ROWS or sheet.columns > MOST_COLUMNS for sheet in sheets):
        raise refused(file, f"has cells beyond {MOST_ROWS:,} rows or {MOST_COLUMNS:,} columns, as no spreadsheet has")
    if sum(sheet.rows * sheet.columns for sheet in sheets) > MOST_CELLS:
        what = (
            f"has more than {MOST_CELLS:,} cells, counted from the first to the last with content: "
            "delete what stands far from the rest, or save the sheets that you need as a workbook of their own"
        )
        raise refused(file, what)
    if sum(sheet.characters for sheet in sheets) > MOST_TEXT:
        what = f"has more than {MOST_TEXT // MIB} MiB of text: save the sheets that you need as a workbook of their own"
        raise refused(file, what)
    if any(len(sheet.merged) > MOST_MERGED for sheet in sheets):
        raise refused(file, f"has more than {MOST_MERGED:,} merged ranges in a sheet: unmerge them")
