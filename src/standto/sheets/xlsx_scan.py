"""Scanning the XML of an XLSX sheet: quickly where it is as spreadsheets write it, else element by element."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from standto.sheets.bounds import MIB, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT
from standto.sheets.file_bytes import refused
from standto.sheets.scanned import Scanned
from standto.sheets.sheet_value import column_number
from standto.sheets.xml_events import walk

_BLANKS = (b" ", b">", b"/", b"\t", b"\n", b"\r")
"""What may follow the name of an element."""
_UNUSUAL = (b"<!", b'"e"', b"'e'", *(b"<f" + blank for blank in _BLANKS))
"""What only the slow scan understands: comments, errors, formulas."""
_HIDDEN = re.compile(rb'hidden(?!="(?:0|false)")')
"""Hidden rows and columns, which only the slow scan counts; LibreOffice says of every row that it is not hidden."""
_PREFIXED = re.compile(rb":(?:c|row|f|v)[\s/>]")
_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})[0-9]{1,7}"')
_ROW = re.compile(rb'<c r="[A-Z]{1,3}([0-9]{1,7})"')
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_CHUNK = 8 * MIB
_MOST_OF_ARRAY = 100_000
"""The most cells of one array formula that are looked at."""


def scan(file: str, content: bytes, lengths: Sequence[int], *, recalculated: bool) -> Scanned:
    """Return what a sheet's XML says beside the values.

    Parameters
    ----------
    file
        The file as the user named it.
    content
        The XML of the sheet.
    lengths
        The number of characters of each shared text.
    recalculated
        Whether the workbook asks to be calculated when it is opened: a formula's value 0 is then only a filler.

    Raises
    ------
    InputError
        The XML is not sound.
    """
    if not (any(mark in content for mark in _UNUSUAL) or _HIDDEN.search(content) or _PREFIXED.search(content)):
        found = _quickly(content, max(lengths, default=0))
        if found is not None and found.rows * found.columns <= MOST_CELLS and found.characters <= MOST_TEXT:
            return found
    scanner = _XlsxScanner(file, lengths, recalculated=recalculated)
    walk(file, content, scanner.start, scanner.end, scanner.text)
    scanner.close_arrays()
    return scanner.found


def _quickly(content: bytes, longest: int) -> Scanned | None:
    """Return no less than the extent of a sheet; None if a cell does not say where it stands."""
    columns: set[bytes] = set()
    rows = 0
    for chunk in _chunks(content):
        cells = _COLUMN.findall(chunk)
        if len(cells) != sum(chunk.count(b"<c" + blank) for blank in _BLANKS):
            return None
        columns.update(cells)
        rows = max(rows, max(map(int, _ROW.findall(chunk)), default=0))
    width = max((column_number(letters.decode()) + 1 for letters in columns), default=0)
    return Scanned(rows, width, characters=longest * content.count(b't="s"'))


def _chunks(content: bytes) -> Iterator[bytes]:
    """Yield the content in pieces that end where a row begins."""
    start = 0
    while start < len(content):
        end = content.find(b"<row", start + _CHUNK)
        end = len(content) if end < 0 else end
        yield content[start:end]
        start = end


class _XlsxScanner:
    """Follows the cells of a sheet element by element."""

    def __init__(self, file: str, lengths: Sequence[int], *, recalculated: bool) -> None:
        self.found = Scanned()
        self._file = file
        self._lengths = lengths
        self._recalculated = recalculated
        self._row = self._column = -1
        self._kind = ""
        self._formula = self._has_value = self._inline = self._in_value = False
        self._value: list[str] = []
        self._arrays: list[tuple[int, int, int, int]] = []
        self._filled: set[tuple[int, int]] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if name == "c":
            self._start_cell(attributes)
        elif name == "v":
            self._in_value = self._has_value = True
        elif name == "f":
            self._formula = self.found.formulas = True
            if attributes.get("t") in ("array", "dataTable"):
                self._note_array(attributes.get("ref", ""))
        elif name == "is":
            self._inline = True
        elif name == "row":
            self._start_row(attributes)
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            self.found.hidden_columns += 1

    def text(self, text: str) -> None:
        """Take text."""
        if self._in_value:
            self._value.append(text)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name == "v":
            self._in_value = False
        elif name == "c":
            self._end_cell()

    def close_arrays(self) -> None:
        """Note the cells of array formulas that have no value."""
        for top, left, bottom, right in self._arrays:
            if (bottom - top + 1) * (right - left + 1) <= _MOST_OF_ARRAY:
                cells = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
                self.found.unready |= cells - self._filled

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self._row = int(number) - 1 if number.isdecimal() and len(number) < 9 else self._row + 1
        self._column = -1
        if attributes.get("hidden") in ("1", "true"):
            self.found.hidden_rows += 1

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = _REFERENCE.fullmatch(attributes.get("r", ""))
        if reference:
            self._row, self._column = int(reference[2]) - 1, column_number(reference[1])
        elif "r" in attributes:
            raise refused(self._file, f"is a damaged workbook: {attributes['r'][:40]!r} is not the address of a cell")
        else:
            self._column += 1
        self._kind = attributes.get("t", "n")
        self._formula = self._has_value = self._inline = False
        self._value.clear()

    def _end_cell(self) -> None:
        if not (self._has_value or self._inline or self._formula):
            return
        place, value = (self._row, self._column), "".join(self._value)
        self.found.reach(*place)
        if not 0 <= self._row < MOST_ROWS or self._column >= MOST_COLUMNS:
            raise refused(self._file, "is a damaged workbook: a cell stands where no spreadsheet has one")
        if value or self._inline or self._kind == "str":
            self._filled.add(place) if self._arrays else None
        if self._kind == "e":
            self.found.errors[place] = value or "#ERROR!"
        elif self._formula and self._is_unready(value):
            self.found.unready.add(place)
        if self._kind == "s" and value.isdecimal() and len(value) < 10 and int(value) < len(self._lengths):
            self.found.characters += self._lengths[int(value)]

    def _is_unready(self, value: str) -> bool:
        """Return whether a formula has no value; the empty text is one, if the cell says that it is a text."""
        if not value.strip():
            return not (self._kind == "str" and self._has_value)
        return self._recalculated and self._kind == "n" and value.strip() in ("0", "0.0")

    def _note_array(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if start and end:
            top, left = int(start[2]) - 1, column_number(start[1])
            self._arrays.append((top, left, int(end[2]) - 1, column_number(end[1])))
