"""A table of a mapping's file, which notes every fault with its line, its key and what is allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from standto.errors import Fault
from standto.importing.offered_words import allowed_words
from standto.scenario.cells import Unusable, shown
from standto.scenario.toml_lines import KeyPath

T = TypeVar("T")


@dataclass
class MappingFaults:
    """The faults of one mapping, in the order in which they were found."""

    file: str
    lines: dict[KeyPath, int]
    found: list[Fault] = field(default_factory=list)

    def add(self, path: KeyPath, what: str) -> None:
        """Note a fault at a path of the document."""
        named = ".".join(part for part in path if isinstance(part, str))
        self.found.append(Fault(self.file, what, line=self.line(path), column=named or None))

    def line(self, path: KeyPath) -> int:
        """Return the line of a path, or of the innermost table around it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class MappingSection:
    """A table of the document at a path."""

    def __init__(self, values: dict[str, Any], path: KeyPath, faults: MappingFaults) -> None:
        self.values = values
        self.path = path
        self.faults = faults

    @property
    def line(self) -> int:
        """The line of the table."""
        return self.faults.line(self.path)

    def fault(self, key: str, what: str) -> None:
        """Note a fault of a key."""
        self.faults.add((*self.path, key), what)

    def allow(self, keys: Iterable[str], what: str = "key") -> None:
        """Note every key that is not allowed, with the nearest that is."""
        allowed = tuple(keys)
        for key in self.values:
            if key not in allowed:
                self.fault(key, f"unknown {what}: {allowed_words(key, allowed)}")

    def need(self, *keys: str) -> None:
        """Note every key that is missing."""
        for key in keys:
            if key not in self.values:
                self.faults.add((*self.path, key), "is missing, and must be given")

    def text(self, key: str, default: str = "") -> str:
        """Return a text that is not blank."""
        value = self.values.get(key, default)
        if not isinstance(value, str) or (key in self.values and not value.strip()):
            self.fault(key, f"{_as_written(value)} is not allowed: write a text in quotes")
            return default
        return value

    def choice(self, key: str, allowed: Iterable[Any], default: Any) -> Any:
        """Return one of some allowed values."""
        value = self.values.get(key, default)
        if key in self.values and not any(value == each and type(value) is type(each) for each in allowed):
            words = [each if isinstance(each, str) else str(each) for each in allowed]
            self.fault(key, f"{_as_written(value)} is not allowed: {allowed_words(str(value), words)}")
            return default
        return value

    def whole(self, key: str, least: int, most: int, default: Any = 0) -> Any:
        """Return a whole number within bounds."""
        value = self.values.get(key, default)
        if key in self.values and (type(value) is not int or not least <= value <= most):
            self.fault(key, f"{_as_written(value)} is not allowed: write a whole number from {least} to {most}")
            return default
        return value

    def texts(self, key: str, *, blank: bool = False) -> tuple[str, ...]:
        """Return a text, or each of a list of texts; an empty one is among them only if it may be blank."""
        value = self.values.get(key, [])
        found = [value] if isinstance(value, str) else value
        if not isinstance(found, list) or not all(isinstance(each, str) and (each or blank) for each in found):
            self.fault(key, 'is not a list of texts: write one as ["one", "two"]')
            return ()
        return tuple(found)

    def section(self, key: str) -> MappingSection:
        """Return a table inside this one; an empty one if there is none."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.fault(key, f"is not a table: write [{'.'.join(str(part) for part in (*self.path, key))}]")
            value = {}
        return MappingSection(value, (*self.path, key), self.faults)

    def sections(self, key: str) -> Iterator[MappingSection]:
        """Yield the tables of an array of tables."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.fault(key, f"is not an array of tables: write [[{key}]] before each")
            return
        for place, each in enumerate(value):
            yield MappingSection(each, (*self.path, key, place), self.faults)

    def each(self, key: str, read: Callable[[Any], T]) -> dict[str, T]:
        """Return the values of a table inside this one, each read; a value that is `Unusable` is a fault."""
        inside, found = self.section(key), {}
        for name, value in inside.values.items():
            try:
                found[name] = read(value)
            except Unusable as error:
                inside.fault(name, str(error))
        return found

    def read(self, key: str, read: Callable[[Any], T], default: T) -> T:
        """Return a value, read; a value that is `Unusable` is a fault."""
        if key not in self.values:
            return default
        try:
            return read(self.values[key])
        except Unusable as error:
            self.fault(key, str(error))
            return default


def _as_written(value: Any) -> str:
    return shown(value if isinstance(value, str) else str(value))
