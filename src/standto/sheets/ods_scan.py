"""Scanning the XML of an ODS workbook, in which cells and rows may be repeated by a number."""

from __future__ import annotations

import re
from datetime import timedelta

from standto.sheets.bounds import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS
from standto.sheets.file_bytes import refused
from standto.sheets.scanned import Scanned
from standto.sheets.xml_events import named, walk

_CELLS = ("table-cell", "covered-table-cell")
_LONG_TIME = re.compile(r"(-?)PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,](\d{1,6})\d*)?S")
_ERROR = re.compile(r"#[A-Z0-9/!?_]+|Err:\d+")
_MOST_MARKED = 100_000
"""The most cells that one repeated formula without a value, or one repeated error, may stand for."""


def scan_tables(file: str, content: bytes) -> list[tuple[str, Scanned]]:
    """Return the name of each table of an ODS workbook, and what its XML says beside the values.

    Raises
    ------
    InputError
        The XML is not sound, or repeats something beyond the last row or column of a spreadsheet.
    """
    scanner = _OdsScanner(file)
    walk(file, content, scanner.start, scanner.end, scanner.text)
    return scanner.tables


class _OdsScanner:
    """Follows the tables of a workbook element by element."""

    def __init__(self, file: str) -> None:
        self.tables: list[tuple[str, Scanned]] = []
        self._file = file
        self._inside = 0
        self._row = self._column = 0
        self._row_repeat = self._repeat = 1
        self._attributes: dict[str, str] = {}
        self._words: list[str] = []
        self._size = 0
        self._in_cell = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if name == "table":
            self._inside += 1
            if self._inside == 1:
                self.tables.append((named(attributes, "name") or "", Scanned()))
                self._row = 0
        elif not self._inside:
            return
        elif name == "table-row":
            self._start_row(attributes)
        elif name in _CELLS:
            self._attributes = {key.rpartition(":")[2]: value for key, value in attributes.items()}
            if attributes.get("calcext:value-type") == "error":
                self._attributes["error"] = "error"
            self._repeat = self._number(attributes, "number-columns-repeated", MOST_COLUMNS)
            self._words.clear()
            self._size, self._in_cell = 0, True
        elif name == "s":
            self._size += self._number(attributes, "c", MOST_CHARACTERS)
        elif name == "table-column" and named(attributes, "visibility") in ("collapse", "filter"):
            self._found.hidden_columns += self._number(attributes, "number-columns-repeated", MOST_COLUMNS)

    def text(self, text: str) -> None:
        """Take text."""
        if self._in_cell:
            self._words.append(text)
            self._size += len(text)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name in _CELLS and self._inside:
            self._end_cell()
        elif name == "table-row" and self._inside:
            self._row += self._row_repeat
        elif name == "table":
            self._inside -= 1

    @property
    def _found(self) -> Scanned:
        return self.tables[-1][1]

    def _number(self, attributes: dict[str, str], name: str, most: int) -> int:
        written = named(attributes, name) or "1"
        if not (written.isdecimal() and len(written) < 10 and 0 < int(written) <= most):
            raise refused(self._file, f"is a damaged workbook: it repeats something {written[:20]} times")
        return int(written)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row_repeat = self._number(attributes, "number-rows-repeated", MOST_ROWS)
        self._column = 0
        if named(attributes, "visibility") in ("collapse", "filter"):
            self._found.hidden_rows += self._row_repeat

    def _end_cell(self) -> None:
        """Note a cell, as often as it stands there."""
        self._in_cell = False
        column, self._column = self._column, self._column + self._repeat
        if not (self._words or self._size or "value-type" in self._attributes or "formula" in self._attributes):
            return
        found = self._found
        found.reach(self._row + self._row_repeat - 1, self._column - 1)
        found.characters += self._size * self._repeat * self._row_repeat
        rows, columns = (int(self._attributes.get(f"number-{each}-spanned", "1") or 1) for each in ("rows", "columns"))
        if rows > 1 or columns > 1:
            found.merged.append((self._row, column, self._row + rows - 1, column + columns - 1))
        words = "".join(self._words)
        if "error" in self._attributes or ("formula" in self._attributes and _ERROR.fullmatch(words)):
            found.errors |= dict.fromkeys(self._places(column), words or "#ERROR!")
        elif "formula" in self._attributes and "value-type" not in self._attributes:
            found.unready |= set(self._places(column))
        elif long := _LONG_TIME.fullmatch(self._attributes.get("time-value", "")):
            found.lengths |= dict.fromkeys(self._places(column), _length(long))

    def _places(self, column: int) -> list[tuple[int, int]]:
        if self._repeat * self._row_repeat > _MOST_MARKED:
            raise refused(self._file, f"repeats a formula or a time more than {_MOST_MARKED:,} times: delete them")
        columns = range(column, column + self._repeat)
        return [(row, each) for row in range(self._row, self._row + self._row_repeat) for each in columns]


def _length(written: re.Match[str]) -> timedelta:
    """Return a length of time, which may be longer than a day."""
    sign, hours, minutes, seconds, part = written.groups()
    length = timedelta(
        hours=int(hours), minutes=int(minutes), seconds=int(seconds), microseconds=int((part or "0").ljust(6, "0"))
    )
    return -length if sign else length
