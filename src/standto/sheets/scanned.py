"""What a sheet's XML says beside the values: its extent, formulas without values, errors, and hidden rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from standto.sheets.bounds import MIB, MOST_CELLS, MOST_COLUMNS, MOST_MERGED, MOST_ROWS, MOST_TEXT
from standto.sheets.file_bytes import damaged, refused
from standto.sheets.sheet_value import Cell, Range, Sheet, padded

if TYPE_CHECKING:
    from python_calamine import SheetMetadata


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
    lengths
        Lengths of time, which may be longer than a day.
    formulas
        Whether there is any formula.
    hidden_rows, hidden_columns
        The number of hidden rows and columns.
    """

    rows: int = 0
    columns: int = 0
    characters: int = 0
    unready: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    lengths: dict[tuple[int, int], timedelta] = field(default_factory=dict)
    formulas: bool = False
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


def completed(
    file: str,
    about: SheetMetadata,
    rows: list[list[Cell]],
    scanned: Scanned,
    merged: Sequence[Range],
    *,
    linked: bool,
    by_hand: bool = False,
) -> Sheet:
    """Return a sheet: the cells that the reader gives, with what the XML says beside them.

    Parameters
    ----------
    file
        The file as the user named it.
    about
        The sheet's name and whether it is hidden.
    rows
        Its cells, from the first row and column on.
    scanned
        What its XML says.
    merged
        The merged ranges.
    linked
        Whether the workbook refers to other files.
    by_hand
        Whether the workbook calculates only when somebody asks it to.
    """
    from python_calamine import SheetVisibleEnum

    marked = (*scanned.unready, *scanned.errors)
    for row, column in marked:
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = scanned.errors.get((row, column))
    least = max((row + 1 for row, _ in marked), default=0)
    hidden = about.visible != SheetVisibleEnum.Visible
    cells = padded(rows, max(map(len, rows), default=0), least)
    return Sheet(
        file,
        about.name,
        cells,
        merged=_within(file, merged, cells),
        unready=frozenset(marked),
        errors=frozenset(scanned.errors),
        hidden=hidden,
        notes=tuple(_notes(scanned, hidden=hidden, linked=linked, by_hand=by_hand)),
    )


def _within(file: str, merged: Sequence[Range], cells: Sequence[Sequence[Cell]]) -> tuple[Range, ...]:
    """Return the merged ranges as far as the cells reach, in order; refuse more than can be told apart."""
    if any(top > bottom or left > right for top, left, bottom, right in merged):
        raise damaged(file)
    last_row, last_column = len(cells) - 1, len(cells[0]) - 1 if cells else -1
    clipped = sorted(
        (top, left, min(bottom, last_row), min(right, last_column))
        for top, left, bottom, right in merged
        if top <= last_row and left <= last_column
    )
    area = sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in clipped)
    if len(merged) > MOST_MERGED or area > MOST_CELLS:
        raise refused(file, f"has more than {MOST_MERGED:,} merged ranges, or ranges that lie over one another")
    return tuple(clipped)


def _notes(scanned: Scanned, *, hidden: bool, linked: bool, by_hand: bool) -> list[str]:
    """Return what a planner may not see in a sheet, in words; all of it is read."""
    found = ["the sheet is hidden, and is read"] if hidden else []
    if scanned.hidden_rows:
        found.append(f"hidden rows, which are read: {scanned.hidden_rows:,}")
    if scanned.hidden_columns:
        found.append(f"hidden columns or groups of columns, which are read: {scanned.hidden_columns:,}")
    if linked:
        found.append("formulas refer to other files: their values are as they were when the workbook was saved")
    if by_hand and scanned.formulas:
        found.append("the workbook calculates only when asked to: values of formulas may be out of date")
    return found
