"""Cells that take the value of another: those of a merged range, and blank ones below the one that is filled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from standto.sheets import Cell, Sheet

_Row = tuple[Cell, ...]
_MOST = 1_000_000
"""The most rows of merged ranges that are filled; no sheet that people use has as many."""


def filled_rows(sheet: Sheet, start: int, down: Sequence[int]) -> Iterator[_Row]:
    """Yield the rows of a sheet from one on, each cell of a merged range with the range's value.

    Parameters
    ----------
    sheet
        The sheet.
    start
        The first row.
    down
        The columns whose blank cells take the value above them.
    """
    merged = _merged(sheet, start)
    above: list[Cell] = [None] * len(down)
    for number, row in enumerate(sheet.rows[start:], start):
        if number not in merged and not down:
            yield row
            continue
        cells = list(row)
        for first, last, value in merged.get(number, ()):
            cells[first : last + 1] = [value] * (min(last + 1, len(cells)) - first)
        if any(cell is not None for cell in cells):
            for place, column in enumerate(down):
                above[place] = cells[column] = above[place] if _is_blank(cells[column]) else cells[column]
        yield tuple(cells)


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _merged(sheet: Sheet, start: int) -> dict[int, list[tuple[int, int, Cell]]]:
    """Return the merged ranges of each row: the first and last column, and the value."""
    found: dict[int, list[tuple[int, int, Cell]]] = {}
    left = _MOST
    for top, first, bottom, last in sheet.merged:
        if top < start or top >= len(sheet.rows) or first >= len(sheet.rows[top]):
            continue
        bottom = min(bottom, len(sheet.rows) - 1)
        left -= bottom - top + 1
        if left < 0:
            break
        for number in range(top, bottom + 1):
            found.setdefault(number, []).append((first, last, sheet.rows[top][first]))
    return found
