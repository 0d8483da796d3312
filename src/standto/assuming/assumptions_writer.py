"""Writing assumptions as TOML that reads back as equal assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from standto.assuming.assumed_numbers import exact_text
from standto.assuming.processes import (
    Among,
    AnyProcess,
    CommonShock,
    DonorAnswer,
    Lapsing,
    RequiredStrength,
    Returning,
    SteadyStepBack,
    StepBackShock,
    UsualAbsence,
)
from standto.assuming.ranges import Spread
from standto.model.time import HOUR

if TYPE_CHECKING:
    from standto.assuming.assumptions import Assumptions
    from standto.model.zone import Zone

_WIDTH = 116
SORTS: dict[type, str] = {
    StepBackShock: "step-back",
    SteadyStepBack: "steady-step-back",
    Returning: "returning",
    CommonShock: "common-shock",
    DonorAnswer: "donor",
    Lapsing: "lapsing",
    UsualAbsence: "absence",
    RequiredStrength: "required",
}
"""The name of the table of each sort of process."""


def assumptions_text(assumptions: Assumptions, zone: Zone, comments: Mapping[str, str] | None = None) -> str:
    """Return the text of an assumptions file.

    Parameters
    ----------
    assumptions
        What is assumed.
    zone
        The zone in which times are written, with their offset.
    comments
        Lines to write as comments before a process, by its name; the empty name is for the top of the file.
    """
    told = comments or {}
    head = {"format": 1, "name": assumptions.name, "by": assumptions.by, "at": zone.local(assumptions.at)}
    top = _comment(told.get("", "")) + _keys(head | ({"note": assumptions.note} if assumptions.note else {}))
    return "\n".join([top, *(_comment(told.get(one.name, "")) + _table(one, zone) for one in assumptions.processes)])


def _table(process: AnyProcess, zone: Zone) -> str:
    """Return the table of a process, with the tables inside it."""
    sort = SORTS[type(process)]
    values: dict[str, Any] = {"name": process.name}
    inside: list[tuple[str, dict[str, Any]]] = []
    for key in process.__dataclass_fields__:
        value = getattr(process, key)
        if key == "weights":
            inside += [("weight", _among(one.among) | {"weight": one.weight}) for one in value]
        elif key == "days" and isinstance(value, tuple):
            inside += [("decision-day", {"at": zone.local(day.at), "share": day.share}) for day in value]
        elif key == "start":
            values["from"] = zone.local(value)
        elif key == "until":
            values |= _end(process, value, zone)
        elif key == "among":
            values |= _among(value)
        elif key != "name" and value is not None:
            values[key] = value
    tables = [f"[[{sort}]]\n{_keys(values)}"]
    tables += [f"[[{sort}.{name}]]\n{_keys(each)}" for name, each in inside]
    return "\n".join(tables)


def _end(process: AnyProcess, until: int, zone: Zone) -> dict[str, Any]:
    """Return the end of a process as its file has it: a length in hours, or a time."""
    if isinstance(process, RequiredStrength):
        return {"until": zone.local(until)}
    if isinstance(process, (StepBackShock, CommonShock)):
        return {"over_hours": Fraction(until - process.start, HOUR)}
    return {}


def _among(among: Among) -> dict[str, Any]:
    named = {"forces": among.forces, "teams": among.teams, "capabilities": among.capabilities}
    return {key: list(names) for key, names in named.items() if names}


def _keys(values: Mapping[str, Any]) -> str:
    """Return keys and values as lines of TOML."""
    import tomli_w

    return "".join(
        f"{key} = {_number(value)}\n" if isinstance(value, (Spread, Fraction)) else tomli_w.dumps({key: value})
        for key, value in values.items()
    )


def _number(value: Spread | Fraction) -> str:
    if isinstance(value, Fraction):
        return exact_text(value)
    low, high = exact_text(value.low), exact_text(value.high)
    return low if value.low == value.high else f"[{low}, {high}]"


def _comment(lines: str) -> str:
    """Return lines as comments, long ones wrapped."""
    found = (part for line in lines.splitlines() for part in wrap(line, _WIDTH, subsequent_indent="  ") or [""])
    return "".join(f"# {part}".rstrip() + "\n" for part in found)
