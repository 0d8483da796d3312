"""Reading a list of ciphers that somebody pasted or uploaded."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from standto_desk.components.typed_ciphers import plain_cipher, seen

if TYPE_CHECKING:
    from collections.abc import Iterable

SEPARATORS = re.compile(r"[\s,;]+")
HEADINGS = ("person", "cipher")
"""What the column of a table is called that holds ciphers."""


def ciphers_in(text: str) -> list[str]:
    """Return the ciphers in a text, in small letters, as often as they are there.

    White space, commas and semicolons separate them; signs that nobody sees are left out. Of a table whose first line
    names a column ``person`` or ``cipher``, only that column is read.
    """
    text = seen(text)
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and (cells := _table(lines)) is not None:
        return _plain(cells)
    return _plain(SEPARATORS.split(text))


def _table(lines: list[str]) -> list[str] | None:
    """Return the cells of the column of ciphers; None where the first line names none."""
    if max(map(len, lines)) > csv.field_size_limit():
        return None  # no table: none has a cell so long
    for separator in ",;\t":
        heads = [head.strip().lower() for head in next(csv.reader([lines[0]], delimiter=separator))]
        column = next((heads.index(name) for name in HEADINGS if name in heads), None)
        if column is not None:
            rows = csv.reader(lines[1:], delimiter=separator)
            return [row[column] for row in rows if len(row) > column]
    return None


def _plain(cells: Iterable[str]) -> list[str]:
    """Return cells without quotes and spaces around them; empty ones are left out."""
    return [cell for each in cells if (cell := plain_cipher(each))]
