"""Reading XLSX: the values by python-calamine, and what it does not tell by the XML."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from standto.sheets.calamine_cells import cells_of, sheets_in
from standto.sheets.file_bytes import refused
from standto.sheets.scanned import Scanned, must_be_bounded
from standto.sheets.sheet_value import Sheet, padded
from standto.sheets.xlsx_scan import scan
from standto.sheets.xml_events import named, walk
from standto.sheets.zip_parts import packed

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, SheetMetadata

WORKBOOK = "xl/workbook.xml"
_SHARED = "xl/sharedStrings.xml"
_MACROS = ("vbaproject", "xl/macrosheets/", "xl/dialogsheets/")


class _About(NamedTuple):
    """What a workbook says of itself: the part of each sheet, and whether it asks to be calculated when opened."""

    parts: dict[str, str]
    recalculated: bool


def xlsx_sheets(file: str, parts: dict[str, bytes], names: frozenset[str]) -> tuple[Sheet, ...]:
    """Return the sheets of an XLSX workbook.

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
        It has macros, is damaged, or has more in it than `bounds` allows.
    """
    if any(mark in name.lower() for name in names for mark in _MACROS):
        raise refused(file, "holds macros, which are never run: save it as a workbook without macros (.xlsx)")
    about, lengths = _about(file, parts), _shared_lengths(file, parts)
    scanned = {
        name: scan(file, content, lengths, recalculated=about.recalculated)
        for name, content in parts.items()
        if _may_be_sheet(name)
    }
    must_be_bounded(file, list(scanned.values()))
    linked = any(name.lower().startswith("xl/externallinks/") for name in names)
    sheets = [
        _sheet(file, metadata, found, scanned.get(about.parts.get(metadata.name, ""), Scanned()))
        for metadata, found in sheets_in(file, packed(parts))
        if found is not None
    ]
    note = "formulas refer to other files: their values are as they were when the workbook was saved"
    return tuple(replace(sheet, notes=(*sheet.notes, note)) if linked else sheet for sheet in sheets)


def _may_be_sheet(name: str) -> bool:
    """Return whether a part may be read as a sheet: every part but those with a known other purpose."""
    folder, last = posixpath.split(name.lower())
    others = {"workbook.xml", "styles.xml", "sharedstrings.xml", "metadata.xml", "[content_types].xml"}
    return last.endswith(".xml") and last not in others and not folder.endswith("/tables")


def _about(file: str, parts: dict[str, bytes]) -> _About:
    """Return what the workbook and its relationships say."""
    sheets: dict[str, str] = {}
    targets: dict[str, str] = {}
    recalculated = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal recalculated
        if name == "sheet":
            sheets[attributes.get("name", "")] = named(attributes, "id") or ""
        elif name == "calcPr":
            recalculated = attributes.get("fullCalcOnLoad") in ("1", "true")
        elif name == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    walk(file, parts[WORKBOOK], start)
    walk(file, parts.get("xl/_rels/workbook.xml.rels", b"<none/>"), start)
    # A target is relative to the workbook, or begins at the root of the archive.
    paths = {name: posixpath.normpath(posixpath.join("/xl", targets.get(key, "")))[1:] for name, key in sheets.items()}
    return _About(paths, recalculated)


def _shared_lengths(file: str, parts: dict[str, bytes]) -> list[int]:
    """Return the number of characters of each shared text."""
    lengths: list[int] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        if name == "si":
            lengths.append(0)

    def text(piece: str) -> None:
        if lengths:
            lengths[-1] += len(piece)

    walk(file, parts.get(_SHARED, b"<none/>"), start, text=text)
    return lengths


def _sheet(file: str, about: SheetMetadata, found: CalamineSheet, scanned: Scanned) -> Sheet:
    """Return one sheet."""
    from python_calamine import SheetVisibleEnum

    rows = cells_of(found)
    width = max(scanned.columns, max(map(len, rows), default=0))
    for row, column in (*scanned.unready, *scanned.errors):
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = scanned.errors.get((row, column))
    merged = tuple(sorted((*start, *end) for start, end in found.merged_cell_ranges or ()))
    return Sheet(
        file,
        about.name,
        padded(rows, width, max((row + 1 for row, _ in (*scanned.unready, *scanned.errors)), default=0)),
        merged=merged,
        unready=frozenset(scanned.unready) | frozenset(scanned.errors),
        errors=frozenset(scanned.errors),
        hidden=about.visible != SheetVisibleEnum.Visible,
        notes=tuple(notes_of(scanned, hidden=about.visible != SheetVisibleEnum.Visible)),
    )


def notes_of(scanned: Scanned, *, hidden: bool) -> list[str]:
    """Return what is hidden in a sheet, in words; all of it is read."""
    found = ["the sheet is hidden, and is read"] if hidden else []
    if scanned.hidden_rows:
        found.append(f"hidden rows, which are read: {scanned.hidden_rows:,}")
    if scanned.hidden_columns:
        found.append(f"hidden columns or groups of columns, which are read: {scanned.hidden_columns:,}")
    return found
