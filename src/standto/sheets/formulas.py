"""Cells that a spreadsheet shows and never runs as formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

_NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?")
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""The characters that start a formula in a spreadsheet, narrow and wide."""


def formulas_in(folder: Path) -> list[str]:
    """Return the cells of a scenario's folder that a spreadsheet would run as formulas: file, row and column.

    Parameters
    ----------
    folder
        A folder that was written, with every cell as it is.
    """
    found = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file)
        for number, row in enumerate(rows, 2):
            found += [
                f"{path.name}:{number} {column}" for column, cell in zip(head, row, strict=True) if would_run(cell)
            ]
    return found


def would_run(cell: str) -> bool:
    """Return whether a spreadsheet would take a cell for a formula."""
    return neutral(cell) != cell


def neutral(cell: object) -> str:
    """Return a cell that a spreadsheet shows: with an apostrophe before it if it would be run as a formula."""
    text = "" if cell is None else str(cell)
    if not isinstance(cell, str) or _NUMBER.fullmatch(text):
        return text
    return f"'{text}" if starts_formula(text) else text


def starts_formula(text: str) -> bool:
    """Return whether a text starts like a formula; a number with its sign does too."""
    return text.lstrip(" \ufeff").startswith(_STARTS)


def csv_of(rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows of the same keys as CSV for a spreadsheet, with their keys as its heading; empty without rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if rows:
        writer.writerow(list(rows[0]))
    writer.writerows([neutral(cell) for cell in row.values()] for row in rows)
    return text.getvalue()
