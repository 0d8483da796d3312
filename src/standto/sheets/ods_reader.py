"""Reading ODS: the values by python-calamine, and what it does not tell by the XML."""

from __future__ import annotations

from datetime import timedelta

from standto.sheets.calamine_cells import sheets_in
from standto.sheets.file_bytes import damaged, refused
from standto.sheets.ods_scan import scan_tables
from standto.sheets.scanned import Scanned, completed, must_be_bounded
from standto.sheets.sheet_value import Cell, Sheet
from standto.sheets.zip_parts import packed

CONTENT = "content.xml"
MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_DAY = timedelta(days=1)


def ods_sheets(file: str, parts: dict[str, bytes], names: frozenset[str]) -> tuple[Sheet, ...]:
    """Return the sheets of an ODS workbook.

    Parameters
    ----------
    file
        The file as the user named it.
    parts
        The parts that may hold cells.
    names
        The names of all its parts.

    Raises
    ------
    InputError
        It has macros or a password, is damaged, or has more in it than `bounds` allows.
    """
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise refused(file, "is protected by a password: save it without one")
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise refused(file, "holds macros, which are never run: save it as a workbook without macros (XLSX)")
    tables = scan_tables(file, parts[CONTENT])
    must_be_bounded(file, [found for _, found in tables])
    linked = b"table:table-source" in parts[CONTENT] or b"office:dde-source" in parts[CONTENT]
    sheets = []
    for number, found in enumerate(sheets_in(file, packed(parts))):
        if found is not None:
            about, rows, _ = found
            if number >= len(tables) or tables[number][0] != about.name:
                raise damaged(file)
            scanned = tables[number][1]
            _place_lengths(rows, scanned)
            sheets.append(completed(file, about, rows, scanned, scanned.merged, linked=linked))
    return tuple(sheets)


def _place_lengths(rows: list[list[Cell]], scanned: Scanned) -> None:
    """Put lengths of time of a day and more into their cells; the reader leaves them as they are written."""
    for (row, column), length in scanned.lengths.items():
        if (length >= _DAY or length < timedelta()) and row < len(rows) and column < len(rows[row]):
            rows[row][column] = length
