"""The keys of a mapping's file: what each shape and each table of the scenario folder may be read from."""

from __future__ import annotations

from standto.scenario.layout import TABLES

SHAPES = ("days", "times", "records")

SINGULAR = {
    "forces": "force",
    "capabilities": "capability",
    "teams": "team",
    "people": "person",
    "authorisations": "authorisation",
    "pools": "pool",
    "duties": "duty",
    "crews": "crew",
    "seats": "seat",
    "rota": "rota",
    "powers": "power",
    "events": "event",
    "sources": "source",
}
"""The key of a row of each table in the mapping itself."""

COLUMNS = {file.removesuffix(".csv"): table.columns for file, table in TABLES.items()}
NEEDED = {file.removesuffix(".csv"): table.needed for file, table in TABLES.items()}
"""The columns of each table that its rows must have, where nothing stands in for them."""

SHAPE_COLUMNS = {
    "days": ("person", "also", "team", "force", "capabilities", "day"),
    "times": ("from", "until", "day", "code"),
    "records": (),
}
"""The columns that a sheet of each shape names beside those of its table."""

FREE_TEXT = frozenset({"note"})
"""Columns that never come from a sheet: free text may name people."""
_BESIDE = {"rota": ("day", "code"), "events": ("person",)}
_ALSO = "also"
"""Another number or name of the row's person, by which other sheets may call them."""
_INSTEAD = {"rota": ("from", "until"), "events": ("subject",)}

SCENARIO_KEYS = ("title", "timezone", "home", "starts", "ends", "shift", "pattern", "policy", "working_time", "words")

TOP_KEYS = ("format", "scenario", "dates", "ciphers", "codes", "sheet", "values", *SINGULAR.values())

SHEET_KEYS = {
    "days": ("codes", "drop", "split", "empty", *SHAPE_COLUMNS["days"]),
    "times": ("duties", "codes", "drop", "split", "empty", *SHAPE_COLUMNS["times"]),
    "records": ("into", "columns", "codes", "drop", "split", "empty"),
}
EVERY_SHEET_KEYS = ("file", "sheet", "shape", "turned", "heading", "last", "fill", "where", "skip", "ignore")

VALUE_KINDS = {
    "capability": ("capability", "capabilities"),
    "team": ("team",),
    "force": ("force",),
    "duty": ("duty",),
    "crew": ("crew",),
    "pool": ("pool",),
    "subject": ("subject",),
    "event": ("event",),
    "kind": ("kind",),
    "state": ("state",),
    "seat": ("seat",),
    "step": ("step",),
    "pattern": ("pattern",),
    "shift": ("shifts",),
    "when": ("when",),
    "power": ("power",),
    "permitted": ("permitted",),
    "source": ("source",),
    "task": ("task",),
    "site": ("site",),
}
"""The kinds of values that `[values]` may map, and the columns that each is for."""

WORD_KINDS = frozenset({"task", "site", "when", "event", "kind", "state", "step", "permitted"})
"""Kinds of values that are words or names, not ids of rows."""

KIND_OF = {column: kind for kind, columns in VALUE_KINDS.items() for column in columns}

MOMENTS = frozenset({"from", "until", "occurred", "recorded"})
NUMBERS = frozenset(
    {"tier", "offset_days", "count", "lead_minutes", "ready_minutes", "strength", "criticality", "low", "high"}
)
LISTS = frozenset({"capability", "capabilities", "shifts"})
"""Columns of which a cell may hold several values."""


def columns_of(tables: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns that the rows of some tables may be read from."""
    found = [name for table in tables for name in (*COLUMNS[table], *_BESIDE.get(table, ()))]
    found += [_ALSO] * ("person" in found)
    return tuple(name for name in dict.fromkeys(found) if name not in FREE_TEXT)


def instead_of(table: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns of a table that may be missing together, and those that stand in for them."""
    return _INSTEAD.get(table, ()), _BESIDE.get(table, ())
