"""One table of a TOML document: its keys as values, every fault noted with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from standto.scenario.cells import shown
from standto.scenario.layout import SETTINGS
from standto.scenario.toml import Path, line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from standto.scenario.faults import Faults


class TomlSection:
    """A table of `scenario.toml`.

    Parameters
    ----------
    values
        Its keys and values.
    path
        Where it is in the document.
    lines
        The lines of the document's keys.
    faults
        Where faults are noted.
    """

    def __init__(self, values: dict[str, Any], path: Path, lines: dict[Path, int], faults: Faults) -> None:
        self._values = values
        self._path = path
        self._lines = lines
        self._faults = faults

    def __contains__(self, key: str) -> bool:
        """Whether a key is there."""
        return key in self._values

    def __getitem__(self, key: str) -> Any:
        """Return a key's value."""
        return self._values[key]

    def line(self, key: str) -> int:
        """Return the line that a key is on, or else that of the table."""
        return line_of(self._lines, (*self._path, key))

    def fault(self, key: str, what: str) -> None:
        """Note that something is wrong with a key."""
        names = [part for part in self._path if isinstance(part, str)]
        self._faults.add(SETTINGS, self.line(key), ".".join([*names, key]), what)

    def allow(self, keys: Iterable[str]) -> None:
        """Note every key that is not allowed."""
        allowed = tuple(keys)
        for key in self._values:
            if key not in allowed:
                self.fault(key, f"unknown key: allowed are {', '.join(allowed)}")

    def needed(self, key: str) -> Any:
        """Return the value of a key that must be there; None where it is not."""
        if key not in self._values:
            self.fault(key, "the key is missing, and it is needed")
        return self._values.get(key)

    def text(self, key: str, *, needed: bool = False) -> str:
        """Return a text that is not blank, or nothing."""
        value = self.needed(key) if needed else self._values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.fault(key, f"{shown(str(value))} is not allowed: write a text in quotes")
            return ""
        return value

    def texts(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        """Return a list of texts, or nothing."""
        value = self.needed(key) if needed else self._values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not value or not all(isinstance(x, str) and x for x in value):
            self.fault(key, 'is not a list of texts: write one as ["one", "two"]')
            return ()
        return tuple(value)

    def table(self, key: str) -> dict[str, Any]:
        """Return a table, empty where it is not there."""
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            self.fault(key, f"is not a table: write [{key}]")
            return {}
        return value

    def section(self, key: str) -> TomlSection:
        """Return a table inside this one."""
        return TomlSection(self.table(key), (*self._path, key), self._lines, self._faults)

    def sections(self, key: str) -> Iterator[TomlSection]:
        """Go through the tables of an array of them."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.fault(key, f"is not an array of tables: write [[{key}]] before each")
            return
        for place, each in enumerate(value):
            yield TomlSection(each, (*self._path, key, place), self._lines, self._faults)
