"""Writing a mapping as TOML that reads back as an equal mapping, with doubts as comments."""

from __future__ import annotations

import json
from collections.abc import Iterator
from collections.abc import Mapping as Table
from datetime import date, time
from typing import Any

from standto.importing.day_times import day_time_text
from standto.importing.mapping.records import (
    AWAY,
    OFF,
    WHOLE_DAY,
    CodeMeaning,
    ColumnName,
    DayTime,
    DutyColumn,
    Mapping,
    SheetMapping,
    ValueSource,
)
from standto.importing.mapping.words import NUMBERS, SINGULAR
from standto.scenario.toml_lines import KeyPath

Doubts = Table[KeyPath, str]
_WIDEST = 118


def mapping_text(mapping: Mapping, doubts: Doubts | None = None) -> str:
    """Return a mapping as TOML; reading it gives an equal mapping.

    Parameters
    ----------
    mapping
        The mapping to write.
    doubts
        Comments by the path of the key or table that they stand above: ``("codes", "D?")``, ``("sheet", 0, "person")``,
        ``("values", "team", "Team A")``; those of ``()`` stand at the top. A text may have several lines.
    """
    writer = _MappingWriter(dict(doubts or {}))
    writer.document(mapping)
    return "\n".join(writer.lines).strip("\n") + "\n"


class _MappingWriter:
    """The lines of a mapping, written one table after the other."""

    def __init__(self, doubts: dict[KeyPath, str]) -> None:
        self.lines: list[str] = []
        self._doubts = doubts

    def document(self, mapping: Mapping) -> None:
        """Write all of it."""
        self._comment(())
        self._pair(("format",), 1)
        scenario = {key: value for key, value in mapping.scenario.items() if not _is_tables(value)}
        self._table(("scenario",), "[scenario]", scenario)
        for key in (key for key in mapping.scenario if key not in scenario):
            self._nested(("scenario", key), mapping.scenario[key])
        self._table(("dates",), "[dates]", _dates(mapping))
        self._table(("ciphers",), "[ciphers]", _ciphers(mapping))
        self._table(("codes",), "[codes]", {code: _code(meaning) for code, meaning in mapping.codes.items()})
        for place, sheet in enumerate(mapping.sheets):
            self._sheet(("sheet", place), sheet)
        for kind, values in mapping.values.items():
            ids = {text: found[0] if len(found) == 1 else list(found) for text, found in values.items()}
            self._table(("values", kind), f"[values.{_key(kind)}]", ids, always=True)
        for table, key in SINGULAR.items():
            for place, row in enumerate(mapping.rows.get(table, ())):
                self._table((key, place), f"[[{key}]]", dict(_row_pairs(row)), always=True)

    def _sheet(self, path: KeyPath, sheet: SheetMapping) -> None:
        self._table(path, "[[sheet]]", dict(_sheet_pairs(sheet)), always=True)
        columns = {name: _source(source) for name, source in sheet.columns.items()}
        if sheet.shape == "records":
            self._table((*path, "columns"), "[sheet.columns]", columns, always=True)
        self._table((*path, "where"), "[sheet.where]", {name: list(texts) for name, texts in sheet.where.items()})
        self._table((*path, "codes"), "[sheet.codes]", {code: _code(meaning) for code, meaning in sheet.codes.items()})
        duties = {name: _duty(column) for name, column in sheet.duties.items()}
        self._table((*path, "duties"), "[sheet.duties]", duties, always=sheet.shape == "times")

    def _table(self, path: KeyPath, header: str, pairs: dict[str, Any], *, always: bool = False) -> None:
        """Write a table, unless it is empty and may be missing."""
        if pairs or always:
            self.lines.append("")
            self._comment(path)
            self.lines.append(header)
            for key, value in pairs.items():
                self._pair((*path, key), value)

    def _nested(self, path: KeyPath, value: Any) -> None:
        """Write a table, or an array of tables, of `scenario.toml`."""
        name = ".".join(_key(str(part)) for part in path if isinstance(part, str))
        for place, each in enumerate(value if isinstance(value, list) else [value]):
            header, inner = (f"[[{name}]]", (*path, place)) if isinstance(value, list) else (f"[{name}]", path)
            self._table(inner, header, {key: one for key, one in each.items() if not _is_tables(one)}, always=True)
            for key, one in each.items():
                if _is_tables(one):
                    self._nested((*path, key), one)

    def _pair(self, path: KeyPath, value: Any) -> None:
        self._comment(path)
        self.lines.append(f"{_key(str(path[-1]))} = {_written(value)}")

    def _comment(self, path: KeyPath) -> None:
        self.lines += [f"# {line}".rstrip() for line in _lines(self._doubts.get(path, ""))]


def _lines(text: str) -> list[str]:
    """Return the lines of a comment, without signs that no comment may hold."""
    return ["".join(sign if sign.isprintable() else " " for sign in line) for line in text.splitlines()]


def _is_tables(value: Any) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)
    )


def _dates(mapping: Mapping) -> dict[str, Any]:
    given = {"order": mapping.order, "year": mapping.year, "epoch": mapping.epoch}
    return {key: value for key, value in given.items() if value not in ("", None) and (key, value) != ("epoch", 1900)}


def _ciphers(mapping: Mapping) -> dict[str, Any]:
    kept = {"in_sheets": True} if mapping.ciphers_in_sheets else {}
    return ({"prefix": mapping.prefix} if mapping.prefix != "p" else {}) | kept


def _sheet_pairs(sheet: SheetMapping) -> Iterator[tuple[str, Any]]:
    yield "file", sheet.file
    if sheet.sheet:
        yield "sheet", sheet.sheet
    yield "shape", sheet.shape
    if sheet.into:
        yield "into", sheet.into[0] if len(sheet.into) == 1 else list(sheet.into)
    if sheet.turned:
        yield "turned", True
    if sheet.heading != (1,):
        yield "heading", sheet.heading[0] if len(sheet.heading) == 1 else list(sheet.heading)
    if sheet.last is not None:
        yield "last", sheet.last
    if sheet.shape != "records":
        yield from ((name, _source(source)) for name, source in sheet.columns.items())
    lists = {key: [_column(name) for name in getattr(sheet, key)] for key in ("fill", "ignore")}
    lists |= {key: list(getattr(sheet, key)) for key in ("skip", "split", "empty", "drop")}
    yield from ((key, found) for key, found in lists.items() if found)


def _row_pairs(row: Table[str, str]) -> Iterator[tuple[str, Any]]:
    """Yield the cells of a row; whole numbers as such."""
    for name, cell in row.items():
        number = name in NUMBERS and cell.isascii() and cell.isdigit() and str(int(cell)) == cell
        yield name, int(cell) if number else cell


def _column(name: ColumnName) -> Any:
    return {"column": name.letter} if name.letter else name.heading


def _source(source: ValueSource) -> Any:
    if source.value is not None:
        return {"value": source.value}
    names = [_column(name) for name in source.columns]
    return names[0] if len(names) == 1 else names


def _times(times: tuple[DayTime, ...]) -> Any:
    texts = [day_time_text(time) for time in times]
    return texts[0] if len(texts) == 1 else texts


def _code(meaning: CodeMeaning) -> Any:
    if meaning == CodeMeaning():
        return OFF
    if meaning == CodeMeaning(away=(WHOLE_DAY,)):
        return AWAY
    if meaning == CodeMeaning(times=meaning.times):
        return _times(meaning.times)
    pairs: dict[str, Any] = {"times": _times(meaning.times)} if meaning.times else {}
    if meaning.away:
        pairs["away"] = True if meaning.away == (WHOLE_DAY,) else _times(meaning.away)
    return pairs | _binding(meaning)


def _duty(column: DutyColumn) -> Any:
    pairs: dict[str, Any] = {"times": _times(column.times)} if column.times else {}
    return column.duty if column.duty and column == DutyColumn(column.duty) else _binding(column) | pairs


def _binding(one: CodeMeaning | DutyColumn) -> dict[str, Any]:
    duty = {"duty": one.duty} if one.duty else {}
    return duty | ({"ready_minutes": one.ready_minutes} if one.ready_minutes else {})


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if bare else _quoted(key)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _written(value: Any) -> str:
    """Return a value as TOML; a list that is too long for one line has one item on each."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_key(key)} = {_written(one)}' for key, one in value.items())} }}" if value else "{}"
    if isinstance(value, list | tuple):
        items = [_written(each) for each in value]
        line = f"[{', '.join(items)}]"
        return line if len(line) <= _WIDEST else "[\n" + "".join(f"  {item},\n" for item in items) + "]"
    return repr(value)
