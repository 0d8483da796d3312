"""The values of a workbook's cells, as python-calamine reads them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from standto.sheets.bounds import MOST_SHEETS
from standto.sheets.file_bytes import damaged, refused
from standto.sheets.sheet_value import Cell, Range

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, SheetMetadata

_EXACT = 2**53
"""Whole numbers below it are exact as floats."""


def sheets_in(file: str, workbook: BytesIO) -> Iterator[tuple[SheetMetadata, list[list[Cell]], list[Range]] | None]:
    """Yield what a workbook says of every sheet, its cells and its merged ranges; None for a sheet of charts.

    Raises
    ------
    InputError
        The workbook cannot be read, or has too many sheets.
    """
    from python_calamine import SheetTypeEnum, load_workbook

    try:
        opened = load_workbook(workbook)
        if len(opened.sheets_metadata) > MOST_SHEETS:
            raise refused(file, f"has more than {MOST_SHEETS} sheets: save those that you need as their own workbook")
        for number, about in enumerate(opened.sheets_metadata):
            if about.typ == SheetTypeEnum.WorkSheet:
                sheet = opened.get_sheet_by_index(number)
                merged = [(*start, *end) for start, end in sheet.merged_cell_ranges or ()]
                yield about, _cells_of(sheet), merged
            else:
                yield None
    except BaseException as error:
        if not _of_reader(error):
            raise
        raise damaged(file) from None


def _of_reader(error: BaseException) -> bool:
    """Return whether an error is the reader's own; a panic of it is no `Exception`."""
    kind = type(error)
    return kind.__module__.startswith(("python_calamine", "pyo3_runtime")) or isinstance(error, OSError | ValueError)


def _cells_of(sheet: CalamineSheet) -> list[list[Cell]]:
    """Return the cells from the first row and column of the sheet on; whole numbers are ints."""
    return [
        [(value or None) if type(value) is str else _plain(value) if type(value) is float else value for value in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]


def _plain(value: float) -> Cell:
    if not math.isfinite(value):
        return str(value)
    return int(value) if value.is_integer() and abs(value) < _EXACT else value
