"""The tables that are parts of the settings: shifts, patterns and rules of rest, as rows of cells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from standto.model.working_time import AT_LEAST
from standto_desk.acts.registering.kept_tables import KeptTable
from standto_desk.acts.registering.settings_cells import cell_of, items_in, number_in

LISTS, NUMBERS, DATES = ("cycle", "teams"), ("ready_minutes", "bound", "days", "gap_hours"), ("anchor",)
"""The columns that hold a list, a number or a date."""


def section_rows(document: Mapping[str, Any], table: KeptTable) -> list[dict[str, str]]:
    """Return the rows of a part of the settings as cells, in order."""
    return [_cells(each, table) for each in _section(document, table)]


def with_row(document: dict[str, Any], table: KeptTable, name: str, cells: Mapping[str, str] | None) -> None:
    """Put a row into its part of the settings, in place of the one with its id; None takes it out."""
    rows = _section(document, table)
    place = next((place for place, each in enumerate(rows) if each.get("id") == name), len(rows))
    rows[place : place + 1] = [] if cells is None else [_values(cells)]
    *path, last = table.section.split(".")
    for part in path:
        document = document.setdefault(part, {})
    document[last] = rows


def _section(document: Mapping[str, Any], table: KeptTable) -> list[dict[str, Any]]:
    found: Any = document
    for part in table.section.split("."):
        found = found.get(part, {})
    return list(found or [])


def _cells(row: Mapping[str, Any], table: KeptTable) -> dict[str, str]:
    bound = row.get("min", row.get("max"))
    given = {**row, "bound": bound}
    return {column: cell_of(given.get(column)) for column in table.columns}


def _values(cells: Mapping[str, str]) -> dict[str, Any]:
    """Return the values of a row; the bound of a rule is the least or the most by its measure."""
    found: dict[str, Any] = {}
    for column, cell in cells.items():
        if not cell:
            continue
        name = column if column != "bound" else "min" if cells.get("measure") in AT_LEAST else "max"
        found[name] = _value(column, cell)
    return found


def _value(column: str, cell: str) -> Any:
    if column in LISTS:
        return items_in(cell)
    if column in NUMBERS:
        return number_in(cell)
    if column in DATES:
        try:
            return date.fromisoformat(cell)
        except ValueError:
            return cell
    return cell
