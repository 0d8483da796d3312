"""Cells for spreadsheets: what they hold is shown there, and never run."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?")
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula, in narrow and in wide letters."""


def neutral(cell: object) -> str:
    """Return a cell as a spreadsheet shows it: one that it would run as a formula gets an apostrophe before it."""
    text = "" if cell is None else str(cell)
    if _NUMBER.fullmatch(text):
        return text
    return f"'{text}" if text.lstrip(" \ufeff").startswith(_STARTS) or text.startswith(_STARTS) else text
