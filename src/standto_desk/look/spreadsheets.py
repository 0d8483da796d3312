"""Tables for spreadsheets: what a cell holds is shown there, and never run."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from django.http import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?")
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula, in narrow and in wide letters."""


def neutral(cell: object) -> str:
    """Return a cell as a spreadsheet shows it: one that it would run as a formula gets an apostrophe before it."""
    text = "" if cell is None else str(cell)
    if _NUMBER.fullmatch(text):
        return text
    return f"'{text}" if text.lstrip(" \ufeff").startswith(_STARTS) or text.startswith(_STARTS) else text


def table_file(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return a table as a file that a browser keeps, for a spreadsheet to open.

    Parameters
    ----------
    name
        What the file is called, without its ending; it holds no cipher.
    heads
        The columns' names.
    rows
        The cells, as text or numbers.
    """
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)
