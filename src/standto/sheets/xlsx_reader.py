"""Reading XLSX: the values by python-calamine, and what it does not tell by the XML."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from standto.sheets.calamine_cells import sheets_in
from standto.sheets.file_bytes import SAVE_AGAIN, damaged, refused
from standto.sheets.scanned import completed, must_be_bounded
from standto.sheets.sheet_value import Sheet
from standto.sheets.xlsx_scan import scan
from standto.sheets.xml_events import named, walk
from standto.sheets.zip_parts import packed

WORKBOOK = "xl/workbook.xml"
_SHARED = "xl/sharedStrings.xml"
_MACROS = ("vbaproject", "xl/macrosheets/", "xl/dialogsheets/")


class _About(NamedTuple):
    """What a workbook says of itself.

    Attributes
    ----------
    parts
        The part of each sheet.
    shared
        The parts with the texts that cells share.
    recalculated, by_hand
        Whether it asks to be calculated when it is opened, and whether it calculates only when somebody asks it to.
    """

    parts: dict[str, str]
    shared: tuple[str, ...]
    recalculated: bool
    by_hand: bool


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
    about = _about(file, parts)
    lengths = _shared_lengths(file, [parts[name] for name in about.shared if name in parts])
    scanned = {
        name: scan(file, content, lengths, recalculated=about.recalculated)
        for name, content in parts.items()
        if _may_be_sheet(name)
    }
    # A part counts as often as it is a sheet.
    others = [found for name, found in scanned.items() if name not in about.parts.values()]
    must_be_bounded(file, [*others, *(scanned[part] for part in about.parts.values() if part in scanned)])
    linked = any(name.lower().startswith("xl/externallinks/") for name in names)
    sheets = []
    for found in sheets_in(file, packed(parts)):
        if found is not None:
            metadata, cells, merged = found
            part = scanned.get(about.parts.get(metadata.name, ""))
            if part is None:
                raise damaged(file)
            sheets.append(completed(file, metadata, cells, part, merged, linked=linked, by_hand=about.by_hand))
    return tuple(sheets)


def _may_be_sheet(name: str) -> bool:
    """Return whether a part may be read as a sheet: every part but those with a known other purpose."""
    folder, last = posixpath.split(name.lower())
    others = {"workbook.xml", "styles.xml", "sharedstrings.xml", "metadata.xml", "[content_types].xml"}
    return last.endswith(".xml") and last not in others and not folder.endswith("/tables")


def _about(file: str, parts: dict[str, bytes]) -> _About:
    """Return what the workbook and its relationships say."""
    sheets: dict[str, str] = {}
    targets: dict[str, str] = {}
    shared = [_SHARED]
    recalculated = by_hand = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal recalculated, by_hand
        if name == "sheet":
            if attributes.get("name", "") in sheets:
                raise refused(file, f"is a damaged workbook, with two sheets of one name: {SAVE_AGAIN}")
            sheets[attributes.get("name", "")] = named(attributes, "id") or ""
        elif name == "calcPr":
            recalculated = attributes.get("fullCalcOnLoad") in ("1", "true")
            by_hand = attributes.get("calcMode") == "manual"
        elif name == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")
            if attributes.get("Type", "").endswith("/sharedStrings"):
                shared.append(_path(attributes.get("Target", "")))

    walk(file, parts[WORKBOOK], start)
    walk(file, parts.get("xl/_rels/workbook.xml.rels", b"<none/>"), start)
    paths = {name: _path(targets.get(key, "")) for name, key in sheets.items()}
    return _About(paths, tuple(dict.fromkeys(shared)), recalculated, by_hand)


def _path(target: str) -> str:
    """Return the part that a target means: it is relative to the workbook, or begins at the root of the archive."""
    return posixpath.normpath(posixpath.join("/xl", target))[1:]


def _shared_lengths(file: str, contents: list[bytes]) -> list[int]:
    """Return the number of characters of each shared text; where there is more than one list, of the longer."""
    lengths: list[int] = []
    place = -1

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal place
        if name == "si":
            place += 1
            if place == len(lengths):
                lengths.append(0)

    def text(piece: str) -> None:
        if place >= 0:
            lengths[place] += len(piece)

    for content in contents:
        place = -1
        walk(file, content, start, text=text)
    return lengths
