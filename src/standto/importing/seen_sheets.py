"""Sheets as their mapping sees them: rows and columns exchanged, and no row after the last that counts."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import zip_longest

from standto.importing.mapping.records import SheetMapping
from standto.sheets import Sheet


class TurnedSheet(Sheet):
    """A sheet whose rows and columns are exchanged; the address of a cell is that in the sheet itself."""

    __slots__ = ()

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell as the spreadsheet has it."""
        return Sheet.address(self, column, row)


def turned(sheet: Sheet) -> TurnedSheet:
    """Return a sheet with its rows and columns exchanged."""
    given = {each.name: getattr(sheet, each.name) for each in fields(sheet)}
    given["rows"] = tuple(zip_longest(*sheet.rows))
    given["merged"] = tuple((left, top, right, bottom) for top, left, bottom, right in sheet.merged)
    for name in ("unready", "errors"):
        given[name] = frozenset((column, row) for row, column in given[name])
    return TurnedSheet(**given)


def seen_by(mapping: SheetMapping, sheet: Sheet) -> Sheet:
    """Return a sheet as a mapping sees it."""
    seen = turned(sheet) if mapping.turned else sheet
    return seen if mapping.last is None else replace(seen, rows=seen.rows[: mapping.last])
