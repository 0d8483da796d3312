"""Laying the settings of a folder over those in force, part by part."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from standto.errors import Fault, ScenarioError
from standto.scenario.file_text import NotText
from standto.scenario.layout import SETTINGS
from standto.scenario.toml_section import parsed
from standto_desk.acts.bulk.parts import HORIZON, PATTERNS, RULES, SHIFTS

_FIXED = ("timezone", "home")
"""Settings that everything else in a ledger depends on: no folder changes them."""
_LISTS = {SHIFTS: "shift", PATTERNS: "pattern"}
_ENDS = ("starts", "ends")


def laid_settings(
    base: str, sent: str | None, *, parts: Collection[str], ending: Collection[str]
) -> tuple[str, dict[str, int]]:
    """Return the text of the settings after a folder, and the number of rows that the folder does not list, by part.

    Parameters
    ----------
    base
        The text of the settings in force.
    sent
        The text of the folder's; None if it has none.
    parts, ending
        As for `LayingWays`.

    Raises
    ------
    ScenarioError
        The folder's are no TOML, or name another force or time zone.
    """
    if sent is None:
        return base, {}
    try:
        old, new = (parsed(text.encode())[0] for text in (base, sent))
    except NotText as error:
        raise ScenarioError([Fault(SETTINGS, str(error), line=error.line)]) from None
    faults = [
        Fault(SETTINGS, f"must be {old[key]!r}, as on this desk", column=key)
        for key in _FIXED
        if new.get(key, old[key]) != old[key]
    ]
    if faults:
        raise ScenarioError(faults)
    longer = _horizon(old, new)
    ends = {key: new.get(key, old[key]) for key in _ENDS} if HORIZON in ending else longer
    found = {key: value for key, value in (new if RULES in parts else old).items() if not _is_apart(key)}
    found |= {key: value for key, value in old.items() if key in _FIXED}
    found |= ends if HORIZON in parts else {key: old[key] for key in _ENDS}
    for part, key in _LISTS.items():
        rows = _by_id(old.get(key, ()), new.get(key, ()), ending=part in ending) if part in parts else old.get(key)
        found |= {key: rows} if rows else {}
    return _text(found), {part: number for part, number in _unlisted(old, new, longer).items() if part in parts}


def _is_apart(key: str) -> bool:
    return key in _ENDS or key in _LISTS.values()


def _horizon(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Return the ends of the time that is planned, as far as the folder's reach beyond those in force."""
    if not all(isinstance(new.get(key), datetime) for key in _ENDS):
        return {key: new.get(key, old[key]) for key in _ENDS}
    zone = ZoneInfo(old["timezone"])
    (start, end), (starts, ends) = ([_moment(each[key], zone) for key in _ENDS] for each in (old, new))
    return {
        "starts": new["starts"] if starts < start else old["starts"],
        "ends": new["ends"] if ends > end else old["ends"],
    }


def _unlisted(old: dict[str, Any], new: dict[str, Any], longer: dict[str, Any]) -> dict[str, int]:
    """Return the number of rows in force that the folder does not list; 1 for a time that reaches beyond its own."""
    found = {HORIZON: int(any(key in new and longer[key] != new[key] for key in _ENDS))}
    for part, key in _LISTS.items():
        named = _ids(new.get(key, ()))
        found[part] = sum(row["id"] not in named for row in old.get(key, ()))
    return {part: number for part, number in found.items() if number}


def _ids(rows: Any) -> list[Any]:
    return [row.get("id") if isinstance(row, dict) else None for row in rows] if isinstance(rows, list) else []


def _moment(value: datetime, zone: ZoneInfo) -> datetime:
    return value if value.tzinfo is not None else value.replace(tzinfo=zone)


def _by_id(old: Collection[Any], new: Any, *, ending: bool) -> list[Any]:
    """Return the tables of an array, each in the place of the old one of its id."""
    if not isinstance(new, list):
        return list(old)
    named = _ids(new)
    kept = [row for row in old if row["id"] in named or not ending]
    found = [next((each for each, name in zip(new, named, strict=True) if name == row["id"]), row) for row in kept]
    return [*found, *(each for each in new if not any(each is row for row in found))]


def _text(settings: dict[str, Any]) -> str:
    """Return settings as TOML, in which tables stand behind plain values."""
    import tomli_w

    return tomli_w.dumps(settings)
