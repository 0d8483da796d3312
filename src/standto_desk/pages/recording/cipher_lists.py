"""Lists of ciphers that somebody pasted or uploaded."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable

from standto_desk.components.typed_ciphers import plain_cipher, seen

SEPARATORS = re.compile(r"[\s,;]+")
HEADINGS = ("person", "cipher")
"""The names of a table's column of ciphers."""


def ciphers_in(text: str) -> list[str]:
    """Return the ciphers in a text in lower case, repeated ones too.

    White space, commas and semicolons separate them; invisible characters are removed. In a table whose first line
    names a column ``person`` or ``cipher``, only that column is read.
    """
    text = seen(text)
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and (cells := _table(lines)) is not None:
        return _plain(cells)
    return _plain(SEPARATORS.split(text))


def _table(lines: list[str]) -> list[str] | None:
    """Return the cells of the column of ciphers; None if the first line names no such column."""
    if max(map(len, lines)) > csv.field_size_limit():
        return None  # too long for a cell, so not a table
    for separator in ",;\t":
        heads = [head.strip().lower() for head in next(csv.reader([lines[0]], delimiter=separator))]
        column = next((heads.index(name) for name in HEADINGS if name in heads), None)
        if column is not None:
            rows = csv.reader(lines[1:], delimiter=separator)
            return [row[column] for row in rows if len(row) > column]
    return None


def _plain(cells: Iterable[str]) -> list[str]:
    """Return the ciphers in cells, without empty ones."""
    return [cell for each in cells if (cell := plain_cipher(each))]
