"""One thing that is sound but hardly meant."""

from __future__ import annotations

from typing import NamedTuple


class Warned(NamedTuple):
    """Where it is, and what.

    Attributes
    ----------
    file
        The file.
    row
        The row in the file, from 0.
    column
        The column.
    what
        What is hardly meant.
    """

    file: str
    row: int
    column: str
    what: str
