"""Cells for spreadsheets: what they hold is shown there, and never run."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?")
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula, in narrow and in wide letters."""


def formulas_in(folder: Path) -> list[str]:
    """Return where the tables of a scenario's folder have a cell that a spreadsheet would run: file, row and column.

    Parameters
    ----------
    folder
        What was written, which holds every cell as it is.
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
    """Tell whether a spreadsheet would take a cell for a formula."""
    return neutral(cell) != cell


def neutral(cell: object) -> str:
    """Return a cell as a spreadsheet shows it: one that it would run as a formula gets an apostrophe before it."""
    text = "" if cell is None else str(cell)
    if _NUMBER.fullmatch(text):
        return text
    return f"'{text}" if text.lstrip(" \ufeff").startswith(_STARTS) or text.startswith(_STARTS) else text
