"""Reading a workbook, a CSV file or a calendar: what it is is found from its content."""

from __future__ import annotations

from datetime import date
from pathlib import Path, PurePath

from standto.sheets.calendar_reader import calendar_sheet
from standto.sheets.file_bytes import bytes_of, must_be_small, refused
from standto.sheets.ods_reader import CONTENT, MIMETYPE, ods_sheets
from standto.sheets.sheet_value import Sheet
from standto.sheets.text_encodings import text_of
from standto.sheets.text_tables import csv_sheet
from standto.sheets.xlsx_reader import WORKBOOK, xlsx_sheets
from standto.sheets.zip_parts import parts_of

ALLOWED = "read are CSV, XLSX, ODS and iCalendar (.ics)"
_OTHERS = {
    b"%PDF": "is a PDF document",
    b"\x89PNG": "is a picture",
    b"\xff\xd8\xff": "is a picture",
    b"GIF8": "is a picture",
    b"\x1f\x8b": "is compressed with gzip: unpack it first",
    b"7z\xbc\xaf": "is an archive (7z): unpack it first",
    b"Rar!": "is an archive (RAR): unpack it first",
    b"{\\rtf": "is a document (RTF)",
    b"SQLite format 3\0": "is a database",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".ots")


def read_workbook(path: str | Path, *, between: tuple[date, date] | None = None) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook, a CSV file or a calendar.

    Parameters
    ----------
    path
        A CSV, XLSX, ODS or iCalendar file. Its content decides what it is, not its name.
    between
        For a calendar, the first day, and the first day after the last, of the occurrences of its events; by default
        from the first start of an event to a year after the last.

    Raises
    ------
    InputError
        It cannot be read within the bounds, or is something else. The error names the file, says what is wrong, and
        what is allowed. Nothing in the file is ever run.
    """
    return sheets_in(str(path), bytes_of(path), between=between)


def sheets_in(file: str, data: bytes, *, between: tuple[date, date] | None = None) -> tuple[Sheet, ...]:
    """Return the sheets in the bytes of a file, which are in no file here: of one that somebody sent.

    Parameters
    ----------
    file, data
        Its name and its bytes.
    between
        As for `read_workbook`.

    Raises
    ------
    InputError
        As for `read_workbook`.
    """
    must_be_small(file, len(data))
    if data.startswith(b"PK"):
        return _from_archive(file, data)
    if data.startswith(_OLE):
        raise _old(file, data)
    for mark, what in _OTHERS.items():
        if data.startswith(mark):
            raise refused(file, f"{what}: {ALLOWED}")
    return _from_text(file, data, between)


def _from_archive(file: str, data: bytes) -> tuple[Sheet, ...]:
    parts, names = parts_of(file, data)
    if PurePath(file).suffix.lower() in (".xlsm", ".xltm"):
        raise refused(file, "is a workbook with macros, which are never run: save it as XLSX")
    if WORKBOOK in parts:
        return xlsx_sheets(file, parts, names)
    if parts.get("mimetype", b"").strip().startswith(MIMETYPE) and CONTENT in parts:
        return ods_sheets(file, parts, names)
    if "xl/workbook.bin" in names:
        raise refused(file, "is a binary workbook (XLSB): save it as XLSX")
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise refused(file, f"is a document or a presentation: {ALLOWED}")
    raise refused(file, f"is an archive without a workbook in it: {ALLOWED}")


def _old(file: str, data: bytes) -> Exception:
    """Return the fault of an old binary file, or of a workbook with a password, which hides in one."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return refused(file, "is protected by a password: save it without one")
    return refused(file, "is an old binary workbook or document (such as XLS): save it as XLSX")


def _from_text(file: str, data: bytes, between: tuple[date, date] | None) -> tuple[Sheet, ...]:
    text, encoding = text_of(file, data)
    head = text[:1_000].lstrip().lower()
    if PurePath(file).suffix.lower() in _WORKBOOKS:
        raise refused(file, "is not the workbook that its name promises: save it again as XLSX, ODS or CSV")
    if head.startswith(("<!doctype", "<html", "<?xml", "<table", "<svg")):
        raise refused(file, f"is a page or an XML document: {ALLOWED}")
    if head.startswith("begin:vcalendar"):
        return (calendar_sheet(file, text, between=between),)
    if PurePath(file).suffix.lower() in (".ics", ".ical", ".ifb"):
        raise refused(file, "is not the calendar that its name promises: it does not begin with BEGIN:VCALENDAR")
    return (csv_sheet(file, text, encoding),)
