"""Reading how one sheet is read: a table `[[sheet]]` of a mapping's file."""

from __future__ import annotations

from typing import Any

from standto.importing.mapping.records import SheetMapping, ValueSource
from standto.importing.mapping.section import MappingSection
from standto.importing.mapping.values import column_names, duty_column, meaning_of, value_source
from standto.importing.mapping.words import (
    COLUMNS,
    EVERY_SHEET_KEYS,
    FREE_TEXT,
    NEEDED,
    SHAPE_COLUMNS,
    SHAPES,
    SHEET_KEYS,
    columns_of,
    instead_of,
)
from standto.importing.offered_words import allowed_words
from standto.scenario.cells import Unusable, shown

_LAST_ROW = 1_048_576


def sheet_mapping(section: MappingSection) -> SheetMapping:
    """Return how a sheet is read, and note every fault."""
    section.need("file", "shape")
    shape = section.choice("shape", SHAPES, "")
    if shape:
        section.allow((*EVERY_SHEET_KEYS, *SHEET_KEYS[shape]), f"key of a sheet of the shape {shape!r}")
    into = _into(section) if shape == "records" else ()
    return SheetMapping(
        file=section.text("file"),
        shape=shape,
        sheet=section.text("sheet"),
        into=into,
        heading=section.read("heading", _heading, (1,)),
        columns=_record_columns(section, into) if shape == "records" else _shape_columns(section, shape),
        duties=_duties(section, shape),
        codes=section.each("codes", meaning_of),
        where=section.each("where", _texts),
        skip=section.texts("skip"),
        ignore=section.read("ignore", column_names, ()),
        fill=section.read("fill", column_names, ()),
        split=section.texts("split"),
        empty=section.texts("empty", blank=True),
        drop=section.texts("drop"),
        last=section.whole("last", 1, _LAST_ROW, default=None),
        turned=section.choice("turned", (True, False), False),
        line=section.line,
    )


def _heading(value: Any) -> tuple[int, ...]:
    rows = value if isinstance(value, list) else [value]
    sound = all(type(row) is int and 1 <= row <= _LAST_ROW for row in rows)
    if not rows or not sound or rows != list(range(rows[0], rows[0] + len(rows))):
        raise Unusable("is not a row, or rows that follow on one another: write 3, or [2, 3]; the first row is 1")
    return tuple(rows)


def _texts(value: Any) -> tuple[str, ...]:
    found = value if isinstance(value, list) else [value]
    if not found or not all(isinstance(each, str) for each in found):
        raise Unusable('is not a list of texts: write one as ["one", "two"]')
    return tuple(found)


def _into(section: MappingSection) -> tuple[str, ...]:
    section.need("into", "columns")
    tables = section.texts("into")
    for table in tables:
        if table not in COLUMNS:
            section.fault("into", f"{shown(table)} is not a table: {allowed_words(table, COLUMNS)}")
    return tuple(table for table in dict.fromkeys(tables) if table in COLUMNS)


def _shape_columns(section: MappingSection, shape: str) -> dict[str, ValueSource]:
    """Return the columns that a grid or a roster names."""
    names = SHAPE_COLUMNS.get(shape, ())
    if shape == "days":
        section.need("person")
        if not isinstance(section.values.get("day", {}), dict):
            section.fault("day", 'is the day of columns headed by times: write it as { value = "18/09/2023" }')
    elif shape == "times" and "day" not in section.values:
        section.need("from", "until")
    return {name: section.read(name, value_source, ValueSource()) for name in names if name in section.values}


def _record_columns(section: MappingSection, into: tuple[str, ...]) -> dict[str, ValueSource]:
    """Return the columns of a long table, which must be those that its tables have and need."""
    inside, allowed = section.section("columns"), columns_of(into)
    for name in inside.values:
        if name in FREE_TEXT:
            inside.fault(name, "is free text, which may name people, and is never read from a sheet: leave it out")
        elif into and name not in allowed:
            inside.fault(name, f"unknown column: {allowed_words(name, allowed)}")
    for table in into:
        missing, beside = instead_of(table)
        given = any(name in inside.values for name in beside)
        inside.need(*(name for name in COLUMNS[table] if name in NEEDED[table] and not (given and name in missing)))
        if table == "rota" and given:
            inside.need(*beside)
    return {name: inside.read(name, value_source, ValueSource()) for name in inside.values if name in allowed}


def _duties(section: MappingSection, shape: str) -> dict[str, Any]:
    """Return what each column of people stands for."""
    if shape != "times":
        return {}
    section.need("duties")
    found = section.each("duties", duty_column)
    for name, column in found.items():
        alone = "day" in section.values and not {"from", "code"} & section.values.keys()
        if alone and not column.times:
            what = 'has no times: write { times = "07:00-15:00" }, because the rows give a day alone'
            section.section("duties").fault(name, what)
    return {" ".join(name.split()): column for name, column in found.items()}
