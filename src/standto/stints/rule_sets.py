"""The sets of rules that come with the program: plain facts with their sources, as data in `sets`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from standto.model.working_time import AT_LEAST, RestRule, WorkingTime

_FOLDER = Path(__file__).parent / "sets"


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A set of rules with a name.

    Attributes
    ----------
    dated
        The date by which its sources were seen, in ISO 8601.
    about
        What it is for, and what it leaves out.
    """

    id: str
    title: str
    dated: str
    about: str
    rules: tuple[RestRule, ...]


@cache
def sets() -> tuple[str, ...]:
    """Return the names of the sets that come with the program, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def rule_set(name: str) -> RuleSet:
    """Return a set that comes with the program."""
    data = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    about = " ".join(data["about"].split())
    return RuleSet(name, data["title"], data["dated"], about, tuple(_rule(each) for each in data["rule"]))


def _rule(row: dict[str, Any]) -> RestRule:
    least = row["measure"] in AT_LEAST
    named = {key: value for key, value in row.items() if key not in ("min", "max")}
    return RestRule(bound=row["min" if least else "max"], **named)


def rules_of(working_time: WorkingTime) -> tuple[RestRule, ...]:
    """Return the rules of a scenario in their order: those of the named set, then its own.

    A rule of its own takes the place of one of the set that has the same id.
    """
    named = rule_set(working_time.rules).rules if working_time.rules else ()
    return tuple({rule.id: rule for rule in (*named, *working_time.own)}.values())
