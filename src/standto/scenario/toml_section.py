"""Reading TOML so that every fault can name its key and its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from standto.model.time import Instant
from standto.model.zone import NonexistentTime, Zone
from standto.scenario.cells import MOST, shown
from standto.scenario.faults import Faults
from standto.scenario.file_text import NotText, without_mark
from standto.scenario.layout import SETTINGS
from standto.scenario.name_likeness import meant
from standto.scenario.toml_lines import DEEP, KeyPath, lines_of

_LARGEST = 4_000_000
TOO_LONG = "has a number that is too long"
_WHERE = re.compile(r"\(at line (\d+), column \d+\)")
_LONG = re.compile(r"\b0[xob][0-9A-Fa-f_]{2000}")
"""A number in another base, which is read whatever its length, and is too long to be written in a fault."""


def parsed(data: bytes, parse_float: Callable[[str], Any] = float) -> tuple[dict[str, Any], dict[KeyPath, int]]:
    """Return the document in a file's bytes, and the line of each key and table; raise `NotText` if it is no TOML.

    Parameters
    ----------
    data
        The bytes of the file.
    parse_float
        Makes a number of the text of a decimal.
    """
    if len(data) > _LARGEST:
        raise NotText(1, f"is larger than {_LARGEST:,} bytes, the most that is read")
    text = without_mark(data).decode()
    for wrong, what in ((DEEP, "is nested too deeply"), (_LONG, TOO_LONG)):
        if found := wrong.search(text):
            raise NotText(text.count("\n", 0, found.end()) + 1, what)
    try:
        return tomllib.loads(text, parse_float=parse_float), lines_of(text)
    except RecursionError:
        raise NotText(1, "is nested too deeply") from None
    except tomllib.TOMLDecodeError as error:
        where = _WHERE.search(str(error))
        line = int(where[1]) if where else text.count("\n") + 1
        raise NotText(line, f"is not TOML: {_WHERE.sub('', str(error)).strip()}") from None
    except (ValueError, ArithmeticError):
        raise NotText(None, TOO_LONG) from None


class TomlSection:
    """A table of `scenario.toml` or another file, at a path of the document, which notes every fault."""

    def __init__(
        self, values: dict[str, Any], path: KeyPath, lines: dict[KeyPath, int], faults: Faults, file: str = SETTINGS
    ) -> None:
        self.file = file
        self._values = values
        self._path = path
        self._lines = lines
        self._faults = faults

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        """Yield the keys, in the order of the file."""
        return iter(self._values)

    @property
    def first_line(self) -> int:
        """The line of the table itself."""
        return self._line(self._path)

    def line(self, key: str) -> int:
        """Return the line of a key, or of the innermost table around it that has one."""
        return self._line((*self._path, key))

    def _line(self, path: KeyPath) -> int:
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def fault(self, key: str, what: str) -> None:
        """Note a fault of a key."""
        names = [part for part in self._path if isinstance(part, str)]
        self._faults.add(self.file, what, line=self.line(key), column=".".join([*names, key]))

    def allow(self, keys: Iterable[str], noted: Iterable[str] = ()) -> None:
        """Note every key that is not allowed, but those that were noted before."""
        allowed, before = tuple(keys), tuple(noted)
        for key in self._values:
            if key not in allowed and key not in before:
                self.fault(key, f"unknown key: allowed are {', '.join(allowed)}{meant(key, allowed)}")

    def needed(self, key: str) -> Any:
        """Return the value of a key that must be present; None if it is missing."""
        if key not in self._values:
            self.fault(key, "the key is missing, and must be given")
        return self._values.get(key)

    def text(self, key: str, *, needed: bool = False) -> str:
        """Return a text that is not blank; an empty text if there is none."""
        value = self.needed(key) if needed else self._values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.fault(key, f"{shown(str(value))} is not allowed: write a text in quotes")
            return ""
        return value

    def whole(self, key: str) -> int:
        """Return a whole number of 0 or more; 0 if there is none."""
        value = self._values.get(key, 0)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
            quotes = ", without quotes" if isinstance(value, str) else ""
            self.fault(key, f"{shown(str(value))} is not allowed: write a whole number from 0 to {MOST:,}{quotes}")
            return 0
        return value

    def texts(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        """Return a list of texts; an empty one if there is none."""
        value = self.needed(key) if needed else self._values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not value or not all(isinstance(x, str) and x for x in value):
            self.fault(key, 'is not a list of texts: write one as ["one", "two"]')
            return ()
        return tuple(value)

    def instant(self, key: str, zone: Zone, *, needed: bool = True) -> Instant | None:
        """Return an instant written as a date and time of TOML; None if there is none."""
        value = self.needed(key) if needed else self._values.get(key)
        if not isinstance(value, datetime):
            if value is not None:
                self.fault(key, "is not a date and time: write it without quotes, as 2023-09-22T18:00:00")
            return None
        try:
            return zone.instant(value)
        except NonexistentTime as error:
            self.fault(key, f"{error}; write a time that exists, or one with its offset")
            return None

    def table(self, key: str) -> dict[str, Any]:
        """Return a table; an empty one if there is none."""
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            self.fault(key, f"is not a table: write [{key}]")
            return {}
        return value

    def section(self, key: str) -> TomlSection:
        """Return a table inside this one."""
        return TomlSection(self.table(key), (*self._path, key), self._lines, self._faults, self.file)

    def sections(self, key: str) -> Iterator[TomlSection]:
        """Yield the tables of an array of tables."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            names = [part for part in self._path if isinstance(part, str)]
            self.fault(key, f"is not an array of tables: write [[{'.'.join([*names, key])}]] before each")
            return
        for place, each in enumerate(value):
            yield TomlSection(each, (*self._path, key, place), self._lines, self._faults, self.file)
