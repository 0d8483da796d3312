"""Reading CSV: any delimiter, found from the content; every cell is text."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice
from pathlib import PurePath

from standto.sheets.bounds import MOST_CELLS, MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS
from standto.sheets.file_bytes import refused
from standto.sheets.sheet_value import Cell, Sheet, padded

DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars", ",": "commas"}
"""The delimiters that are tried, each with its name; of two that fit alike, the first."""
_SEP_LINE = re.compile(r'"?sep=(.)"?[ ,;\t]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
"""The first line by which a spreadsheet tells the delimiter."""
_LINES = 200
"""How many lines the delimiter is found from."""


def csv_sheet(file: str, text: str, encoding: str) -> Sheet:
    """Return the sheet of a CSV file's text.

    Parameters
    ----------
    file
        The file as the user named it.
    text
        Its content.
    encoding
        The name of the encoding it was in.

    Raises
    ------
    InputError
        It has more rows, columns or cells than `bounds` allows, or a quote that is never closed.
    """
    told = _SEP_LINE.match(text)
    delimiter = told[1] if told else delimiter_of(text)
    rows, width = _rows(file, text, delimiter or ",")
    if told:
        # The line stays a row, so that addresses are those that a text editor shows, but it is empty.
        rows[0] = []
    named = DELIMITERS.get(delimiter or "", f"delimiter {delimiter!r}") if delimiter else "a single column"
    return Sheet(file, PurePath(file).stem, padded(rows, width), notes=(f"read as {encoding}, {named}",))


def delimiter_of(text: str) -> str | None:
    """Return the delimiter with which most rows have the same number of cells; None if there is none.

    Delimiters with which every quote stands where it must are tried first.
    """
    lines = list(islice(io.StringIO(text, newline=""), _LINES))
    for strict in (True, False):
        scores = {delimiter: _score(lines, delimiter, strict=strict) for delimiter in DELIMITERS}
        best = max(scores, key=lambda delimiter: scores[delimiter])
        if scores[best][0]:
            return best
    return None


def _score(lines: list[str], delimiter: str, *, strict: bool) -> tuple[float, int]:
    """Return the share of the rows that have the commonest number of cells above one, and that number."""
    widths: Counter[int] = Counter()
    reader = csv.reader(lines, delimiter=delimiter, strict=strict)
    try:
        widths.update(len(row) for row in reader if row)
    except csv.Error:
        # The last of the lines may open a quote that a later line closes.
        if reader.line_num < len(lines):
            return (0.0, 0)
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return (0.0, 0)
    width = max(several, key=lambda each: (several[each], each))
    return (several[width] / widths.total(), width)


def _rows(file: str, text: str, delimiter: str) -> tuple[list[list[Cell]], int]:
    """Return the cells of every row, and the length of the longest."""
    rows: list[list[Cell]] = []
    width = cells = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            rows.append([cell or None for cell in row])
            cells += len(row)
            width = max(width, len(row))
            if cells > MOST_CELLS or len(rows) > MOST_ROWS or width > MOST_COLUMNS:
                break
            if row and len(max(row, key=len)) > MOST_CHARACTERS:
                what = f"has a cell of more than {MOST_CHARACTERS:,} characters: close the quotes that are open"
                raise refused(file, what, line=reader.line_num)
    except csv.Error as error:
        raise refused(file, f"is not CSV: {error}", line=reader.line_num) from None
    if max(cells, width * len(rows)) > MOST_CELLS or len(rows) > MOST_ROWS or width > MOST_COLUMNS:
        what = (
            f"has more than {MOST_ROWS:,} rows, {MOST_COLUMNS:,} columns or {MOST_CELLS:,} cells: "
            "save the rows that you need as a file of their own"
        )
        raise refused(file, what)
    return rows, width
