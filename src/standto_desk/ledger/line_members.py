"""The members of an object on a line of JSON, as texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from standto.scenario.cells import shown


class Unread(Exception):
    """A line is neither an event nor a row; carries the faults by column, and the cells of an event if it has any."""

    def __init__(self, faults: list[tuple[str | None, str]], cells: dict[str, str] | None = None) -> None:
        self.faults = faults
        self.cells = cells
        super().__init__("; ".join(what for _, what in faults))


def texts_of(members: Mapping[str, Any]) -> tuple[dict[str, str], list[tuple[str | None, str]]]:
    """Return the members as texts, and their faults; a whole number is one, and null is blank."""
    cells: dict[str, str] = {}
    faults: list[tuple[str | None, str]] = []
    for name, value in members.items():
        if isinstance(value, str):
            cells[name] = value
        elif isinstance(value, int) and not isinstance(value, bool):
            cells[name] = str(value)
        elif value is not None:
            faults.append((name, f"{shown(str(value))} is not allowed: write a text, a whole number or null"))
    return cells, faults
