"""Rejects as a file that opens in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import BytesIO, StringIO

from standto.errors import OptionError
from standto.importing.rejects import Reject

HEADING = ("file", "cell", "column", "what is wrong", "what is allowed")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = (24, 18, 24, 60, 70)


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
    writer.writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows)
    return found.getvalue().encode("utf-8-sig")


def _workbook(rows: Iterable[tuple[str, ...]]) -> bytes:
    import xlsxwriter

    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Rejects")
        sheet.freeze_panes(1, 0)
        for column, (name, width) in enumerate(zip(HEADING, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return data.getvalue()
