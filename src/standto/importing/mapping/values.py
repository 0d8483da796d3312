"""The values of a mapping's file: columns, codes, ids and cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from standto.importing.day_times import day_time
from standto.importing.mapping.records import (
    AWAY,
    OFF,
    WHOLE_DAY,
    CodeMeaning,
    ColumnName,
    DayTime,
    DutyColumn,
    ValueSource,
)
from standto.importing.mapping.words import WORD_KINDS
from standto.importing.offered_words import allowed_words
from standto.model.duties import JOINED
from standto.scenario.cells import MOST, Unusable, is_id, shown

_LETTER = re.compile(r"[A-Z]{1,3}")
_COLUMN = 'write a heading, as "Team", or a letter, as { column = "C" }'
_CODE = 'write "off", "away", a period as "07:00-15:00", a list of periods, or { times = "…", duty = "…" }'


def column_name(value: Any) -> ColumnName:
    """Return a column by its heading or its letter."""
    if isinstance(value, str) and value.strip():
        return ColumnName(heading=" ".join(value.split()))
    if isinstance(value, dict) and list(value) == ["column"] and isinstance(value["column"], str):
        letter = value["column"].strip().upper()
        if _LETTER.fullmatch(letter):
            return ColumnName(letter=letter)
    raise Unusable(f"is not a column: {_COLUMN}")


def column_names(value: Any) -> tuple[ColumnName, ...]:
    """Return one column, or each of a list."""
    return tuple(column_name(each) for each in (value if isinstance(value, list) else [value]))


def value_source(value: Any) -> ValueSource:
    """Return the columns, or the text, that a value comes from."""
    if isinstance(value, dict) and list(value) == ["value"]:
        return ValueSource(value=cell_text(value["value"]))
    if value == [] or not isinstance(value, str | dict | list):
        raise Unusable(
            f"is not a column: {_COLUMN}, a list of these, or the same text for all rows, as {{ value = … }}"
        )
    return ValueSource(column_names(value))


def cell_text(value: Any) -> str:
    """Return a value of TOML as the cell of a table; a list becomes its items with `;` between them."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ";".join(value)
    kind = "a date without a time" if isinstance(value, date | time) else "not a cell"
    raise Unusable(f"{shown(str(value))} is {kind}: write a text, a whole number, a date and time or a list of texts")


def day_times(value: Any) -> tuple[DayTime, ...]:
    """Return one period of a day, or each of a list."""
    found = value if isinstance(value, list) else [value]
    if not all(isinstance(each, str) for each in found):
        raise Unusable('is not a period of a day, or a list of them: write it as "07:00-15:00"')
    return tuple(day_time(each) for each in found)


def meaning_of(value: Any) -> CodeMeaning:
    """Return the meaning of a code."""
    if value == OFF:
        return CodeMeaning()
    if value == AWAY:
        return CodeMeaning(away=(WHOLE_DAY,))
    if isinstance(value, dict):
        return _meaning(value)
    if not isinstance(value, str | list) or value == []:
        raise Unusable(f"is not the meaning of a code: {_CODE}")
    try:
        return CodeMeaning(times=day_times(value))
    except Unusable as error:
        raise Unusable(f"{error}; or {_CODE}") from None


def _meaning(value: dict[str, Any]) -> CodeMeaning:
    _allow(value, ("times", "away", "duty", "ready_minutes"))
    away = (WHOLE_DAY,) if value.get("away") is True else day_times(value.get("away", []))
    return CodeMeaning(day_times(value.get("times", [])), away, _duty(value), _ready(value))


def duty_column(value: Any) -> DutyColumn:
    """Return what a column of people stands for."""
    given = {"duty": value} if isinstance(value, str) else value
    if not isinstance(given, dict):
        raise Unusable('is not a duty: write its id, as "gate", or { duty = "gate", ready_minutes = 30 }')
    _allow(given, ("duty", "ready_minutes", "times"))
    return DutyColumn(_duty(given), _ready(given), day_times(given.get("times", [])))


def _allow(value: dict[str, Any], allowed: tuple[str, ...]) -> None:
    for key in value:
        if key not in allowed:
            raise Unusable(f"unknown key {shown(key)}: {allowed_words(key, allowed)}")


def _duty(value: dict[str, Any]) -> str:
    duty = value.get("duty", "")
    if not isinstance(duty, str) or (duty and not is_id(duty)):
        raise Unusable(f"{shown(str(duty))} is not the id of a duty or crew: write small letters, digits and '-'")
    return duty


def _ready(value: dict[str, Any]) -> int:
    ready = value.get("ready_minutes", 0)
    if type(ready) is not int or not 0 <= ready <= MOST:
        raise Unusable(f"ready_minutes: {shown(str(ready))} is not allowed: write a whole number of minutes from 0")
    return ready


def targets(kind: str) -> Callable[[Any], tuple[str, ...]]:
    """Return a reader of the ids that a text of the sheets stands for."""

    def read(value: Any) -> tuple[str, ...]:
        """Return the ids; a blank or an empty list stands for none."""
        found = value if isinstance(value, list) else [value] if value != "" else []
        for each in found:
            if not isinstance(each, str) or not each or not (kind in WORD_KINDS or all(map(is_id, each.split(JOINED)))):
                raise Unusable(f"{shown(str(each))} is not an id: write small letters, digits, '.', '_' and '-'")
        return tuple(found)

    return read
