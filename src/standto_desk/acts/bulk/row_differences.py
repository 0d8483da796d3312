"""The rows of two scenarios that differ, each with its cells before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from standto.importing.onto.row_changes import ADDED, CHANGED, ENDED
from standto.model.scenario import Scenario
from standto.scenario.layout import EVENTS, TABLES, Cells, TableLayout
from standto.scenario.settings_writer import settings_text
from standto.scenario.table_writer import table_rows
from standto.scenario.toml_section import parsed
from standto_desk.acts.bulk.parts import HORIZON, PATTERNS, RULES, SHIFTS
from standto_desk.ledger.tables import key_columns, kind_of

ENDS = ("starts", "ends")


class RowDifference(NamedTuple):
    """A row that differs.

    Attributes
    ----------
    part
        The part of the register, such as `duties`.
    kind
        `added`, `changed` or `ended`.
    name
        The cells that tell the row from the others of its part.
    before, after
        Its filled cells by column; empty if there is no row.
    """

    part: str
    kind: str
    name: Cells
    before: dict[str, str]
    after: dict[str, str]

    @property
    def columns(self) -> list[str]:
        """The columns whose cells differ."""
        names = dict.fromkeys([*self.before, *self.after])
        return [name for name in names if self.before.get(name, "") != self.after.get(name, "")]


def rows_that_differ(before: Scenario, after: Scenario) -> Iterator[RowDifference]:
    """Yield the rows that differ, part by part: first of the settings, then of each table, without the events."""
    yield from _settings_that_differ(before, after)
    old, new = dict(table_rows(before)), dict(table_rows(after))
    for table in TABLES.values():
        if table is not EVENTS:
            yield from _rows(table, old[table], new[table])


def counts_of(differences: Iterable[RowDifference]) -> dict[str, dict[str, int]]:
    """Return the number of rows of each kind, by part."""
    found: dict[str, Counter[str]] = {}
    for each in differences:
        found.setdefault(each.part, Counter())[each.kind] += 1
    return {part: dict(kinds) for part, kinds in found.items()}


def _rows(table: TableLayout, before: list[Cells], after: list[Cells]) -> Iterator[RowDifference]:
    keys, part = key_columns(table), kind_of(table.file)
    old, new = _by_key(before, keys), _by_key(after, keys)
    for key in dict.fromkeys([*old, *new]):
        # Only a person can have several tickets for one skill: as many as they share are the same.
        gone, come = (list((one - other).elements()) for one, other in _both(old, new, key))
        for was, now in zip(gone, come, strict=False):
            yield RowDifference(part, CHANGED, key, _filled(table, was), _filled(table, now))
        for was in gone[len(come) :]:
            yield RowDifference(part, ENDED, key, _filled(table, was), {})
        for now in come[len(gone) :]:
            yield RowDifference(part, ADDED, key, {}, _filled(table, now))


_Counted = Counter[Cells]


def _both(
    old: Mapping[Cells, _Counted], new: Mapping[Cells, _Counted], key: Cells
) -> tuple[tuple[_Counted, _Counted], tuple[_Counted, _Counted]]:
    one, other = old.get(key, _Counted()), new.get(key, _Counted())
    return (one, other), (other, one)


def _by_key(rows: Iterable[Cells], keys: int) -> dict[Cells, _Counted]:
    found: dict[Cells, _Counted] = {}
    for cells in rows:
        found.setdefault(cells[:keys], _Counted())[cells] += 1
    return found


def _filled(table: TableLayout, cells: Cells) -> dict[str, str]:
    return {column: cell for column, cell in zip(table.columns, cells, strict=True) if cell}


def _settings_that_differ(before: Scenario, after: Scenario) -> Iterator[RowDifference]:
    old, new = (_settings_rows(parsed(settings_text(each).encode())[0]) for each in (before, after))
    for place in dict.fromkeys([*old, *new]):
        was, now = old.get(place, {}), new.get(place, {})
        if was != now:
            part, name = place
            yield RowDifference(part, CHANGED if was and now else ADDED if now else ENDED, (name,), was, now)


def _settings_rows(document: dict[str, Any]) -> dict[tuple[str, str], dict[str, str]]:
    """Return the settings as rows by part and name: a shift and a pattern have columns, all else has a value."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for part, key in ((SHIFTS, "shift"), (PATTERNS, "pattern")):
        for row in document.pop(key, ()):
            found[part, row["id"]] = {column: _text(value) for column, value in row.items()}
    for key in ENDS:
        found[HORIZON, key] = {"value": _text(document.pop(key))}
    for name, value in _flat(document, ""):
        found[RULES, name] = {"value": _text(value)}
    return found


def _flat(section: Mapping[str, Any], inside: str) -> Iterator[tuple[str, Any]]:
    for key, value in section.items():
        name = f"{inside}{key}"
        if isinstance(value, dict):
            yield from _flat(value, f"{name}.")
        elif isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            for place, each in enumerate(value, 1):
                yield from _flat(each, f"{name}.{each.get('id', place)}.")
        else:
            yield name, value


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(map(_text, value))
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
