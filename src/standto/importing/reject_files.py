"""Rejects as a file that opens in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from standto.errors import OptionError
from standto.importing.rejects import Reject
from standto.sheets import SheetTable, TooManyRows, workbook_bytes
from standto.sheets.formulas import neutral

HEADING = ("file", "cell", "column", "what is wrong", "what is allowed")


def rejects_data(rejects: Iterable[Reject], name: str) -> bytes:
    """Return rejects as the bytes of a file, CSV or XLSX by the ending of its name; no text in it is a formula."""
    rows = [(each.file, each.address, each.column, each.what, each.allowed) for each in rejects]
    if name.lower().endswith(".xlsx"):
        return _workbook(rows)
    if name.lower().endswith(".csv"):
        return _csv(rows)
    raise OptionError(f"--rejects: {name!r} is not allowed: name a file that ends in .csv or .xlsx")


def _csv(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Return rows as CSV with the mark by which spreadsheets know UTF-8."""
    found = StringIO(newline="")
    writer = csv.writer(found, lineterminator="\r\n")
    writer.writerow(HEADING)
    writer.writerows(map(neutral, row) for row in rows)
    return found.getvalue().encode("utf-8-sig")


def _workbook(rows: Sequence[tuple[str, ...]]) -> bytes:
    try:
        return workbook_bytes([SheetTable("Rejects", HEADING, rows)], title="Rejects")
    except TooManyRows as error:
        raise OptionError(f"--rejects: {error}: name a file that ends in .csv") from None
