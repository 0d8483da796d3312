"""Writing a workbook for people: real dates, widths, frozen headings; no text ever becomes a formula or a link."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from standto.sheets.bounds import MOST_CHARACTERS, MOST_ROWS
from standto.sheets.formulas import starts_formula
from standto.sheets.sheet_value import Cell

_FORMATS = {datetime: "yyyy-mm-dd hh:mm", date: "yyyy-mm-dd"}
_EARLIEST_YEAR = 1901
_WIDEST, _NARROWEST = 60, 6
_CREATED = datetime(2000, 1, 1)
_CUT = " … (cut)"


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet to write.

    Attributes
    ----------
    name
        Its name: up to 31 characters, without brackets, colons, slashes, stars or question marks.
    headings
        The heading of each column.
    rows
        The cells of each row; times without an offset are local.
    """

    name: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


class TooManyRows(ValueError):
    """A table with more rows than a sheet has; its words name the table."""


def workbook_bytes(tables: Sequence[SheetTable], *, title: str, created: datetime = _CREATED) -> bytes:
    """Return a workbook with a sheet for each table; the same tables always give the same bytes.

    Parameters
    ----------
    tables
        The sheets, in order.
    title
        The title in the workbook's properties.
    created
        The time of creation in its properties.

    Raises
    ------
    TooManyRows
        A table does not fit a sheet.
    """
    from xlsxwriter import Workbook

    for table in tables:
        if len(table.rows) >= MOST_ROWS:
            raise TooManyRows(f"{table.name} has {len(table.rows):,} rows, and a sheet has {MOST_ROWS - 1:,} for them")
    memory = io.BytesIO()
    with Workbook(memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": title[:255], "created": created})
        formats: dict[type, Any] = {kind: book.add_format({"num_format": words}) for kind, words in _FORMATS.items()}
        formats[str] = book.add_format()
        formats[str].set_quote_prefix()
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for table in tables:
            _write(book.add_worksheet(table.name), table, formats, heading)
    return memory.getvalue()


def _write(sheet: Any, table: SheetTable, formats: dict[type, Any], heading: Any) -> None:
    """Write a table: the heading stays in sight, and a filter stands on it."""
    sheet.freeze_panes(1, 0)
    widths = [len(words) for words in table.headings]
    for column, words in enumerate(table.headings):
        sheet.write_string(0, column, words, heading)
    for number, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            if cell is not None and cell != "":
                widths[column] = max(widths[column], _write_cell(sheet, number, column, cell, formats))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width + 2, _NARROWEST), _WIDEST))
    if table.rows and table.headings:
        sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, formats: dict[type, Any]) -> int:
    """Write a cell by its type, and return its width in characters."""
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
        return 5
    if isinstance(cell, int | float):
        sheet.write_number(row, column, cell)
        return len(str(cell))
    if isinstance(cell, date) and cell.year >= _EARLIEST_YEAR:
        kind = datetime if isinstance(cell, datetime) else date
        local = cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell
        sheet.write_datetime(row, column, local, formats[kind])
        return len(_FORMATS[kind])
    text = str(cell)
    text = text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - len(_CUT)] + _CUT
    # The mark of a text keeps it one even when somebody edits the cell.
    sheet.write_string(row, column, text, formats[str] if starts_formula(text) else None)
    return max(map(len, text.splitlines()), default=0)
