"""Cells and rows that do not fit a mapping."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reject:
    """One thing in a sheet that does not fit the mapping. It never shows the number or the name of a person.

    Attributes
    ----------
    file
        The workbook, or the mapping's file.
    address
        The cell, such as ``Rota!E14``; the file and the line if no cell is meant.
    column
        The heading of the column; empty if there is none.
    what
        What is wrong.
    allowed
        What is allowed, or what to do; empty if `what` says so.
    """

    file: str
    address: str
    column: str
    what: str
    allowed: str = ""

    def __str__(self) -> str:
        """Return the reject in one line: ``Rota!E14: "D?" is not a code: allowed are D, N, L``."""
        return ": ".join(part for part in (self.address, self.what, self.allowed) if part)
