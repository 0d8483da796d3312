"""The settings as cells: each key of `scenario.toml` as a text, and back."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from standto.model.policies import Policy
from standto.model.words import STATES, VERBS, Vocabulary
from standto.scenario.policy_reader import NUMBERS

SEPARATOR = ";"
"""Stands between the items of a list in a cell."""

Parse = Callable[[str], Any]


def number_in(text: str) -> Any:
    """Return the number in a cell; the text itself if it is none, so that the reader of settings names the fault."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def moment_in(text: str) -> Any:
    """Return the date and time in a cell; the text itself if it is none."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text


def items_in(text: str) -> list[str]:
    """Return the items of a list in a cell."""
    return [item.strip() for item in text.split(SEPARATOR) if item.strip()]


def _flag(text: str) -> Any:
    return {"yes": True, "no": False}.get(text, text)


def _text(text: str) -> str:
    return text


def _settings() -> dict[str, Parse]:
    found: dict[str, Parse] = {"title": _text, "timezone": _text, "starts": moment_in, "ends": moment_in}
    for field in fields(Policy):
        if field.name != "approvers":
            found[f"policy.{field.name}"] = number_in if field.name in NUMBERS else _flag
    found |= {f"policy.approvers.{step}": items_in for step in Policy().approvers}
    found |= {"working_time.rules": _text, "working_time.unrested": _text, "working_time.break_hours": number_in}
    found |= {f"words.{each.name}": _text for each in fields(Vocabulary) if each.name not in ("steps", "states")}
    return found | {f"words.steps.{step}": _text for step in VERBS} | {f"words.states.{one}": _text for one in STATES}


SETTINGS_KEYS: dict[str, Parse] = _settings()
"""Every key of the settings that a form changes, with the function that reads its cell; a blank cell is the default."""

_HEAD = ("format", "title", "timezone", "starts", "ends", "home")


def cell_of(value: Any) -> str:
    """Return a value of TOML as a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return SEPARATOR.join(map(str, value))
    return str(value.isoformat() if hasattr(value, "isoformat") else value)


def cells_of_settings(toml: str) -> dict[str, str]:
    """Return the settings in the text of `scenario.toml` as cells; those that it leaves out are blank."""
    document = tomllib.loads(toml)
    return {key: cell_of(_value(document, key)) for key in SETTINGS_KEYS}


def with_cells(document: dict[str, Any], cells: Mapping[str, str]) -> None:
    """Put cells into the document of the settings; a blank cell takes its key out."""
    for key, cell in cells.items():
        *path, last = key.split(".")
        section = document
        for part in path:
            section = section.setdefault(part, {})
        if cell:
            section[last] = SETTINGS_KEYS[key](cell)
        else:
            section.pop(last, None)


def text_of(document: dict[str, Any]) -> str:
    """Return the document of the settings as the text of `scenario.toml`."""
    import tomli_w

    rest = {key: value for key, value in document.items() if key not in (*_HEAD, "shift", "pattern")}
    parts = [tomli_w.dumps({key: document[key] for key in _HEAD if key in document})]
    for section in ("shift", "pattern"):
        parts += [f"[[{section}]]\n{tomli_w.dumps(each)}" for each in document.get(section, [])]
    parts += [tomli_w.dumps({key: kept}) for key, value in rest.items() if (kept := _without_blanks(value))]
    return "\n".join(parts)


def _without_blanks(value: Any) -> Any:
    """Return a value without empty tables inside it."""
    if not isinstance(value, dict):
        return value
    kept = {key: _without_blanks(each) for key, each in value.items()}
    return {key: each for key, each in kept.items() if each not in ({}, [])}


def _value(document: Mapping[str, Any], key: str) -> Any:
    value: Any = document
    for part in key.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value
