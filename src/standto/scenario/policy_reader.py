"""Reading the policy of a scenario: the numbers and posts of the rules of a review."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, NamedTuple

from standto.model.policies import Policy
from standto.scenario.cells import MOST, shown
from standto.scenario.toml_section import TomlSection

_LONGEST = 100_000


class Allowed(NamedTuple):
    """The range of a number of the policy; `what` is the range in words."""

    most: float
    what: str
    zero: bool = True
    whole: bool = False


_HOURS = Allowed(_LONGEST, f"a number of hours from 0 to {_LONGEST:,}")
_SOME_HOURS = Allowed(_LONGEST, f"a number of hours above 0, to {_LONGEST:,}", zero=False)

NUMBERS: dict[str, Allowed] = {
    "look_ahead_hours": _SOME_HOURS,
    "reserve": Allowed(MOST, f"a whole number from 0 to {MOST:,}", whole=True),
    "hold_hours": _HOURS,
    "answer_hours": _HOURS,
    "review_hours": _SOME_HOURS,
    "stale_hours": _HOURS,
    "rest_hours": _HOURS,
    "call_in_share": Allowed(1, "a number from 0 to 1"),
    "call_in_notice_hours": _HOURS,
}
"""The range of every number of the policy. A review must look ahead and be repeated, so these two are above 0."""


def read_policy(section: TomlSection) -> Policy:
    """Return the policy in the table ``[policy]``; keys that are missing have their defaults."""
    section.allow(field.name for field in fields(Policy))
    default = Policy()
    given: dict[str, Any] = {key: _number(section, key) for key in NUMBERS if key in section}
    given |= {key: _flag(section, key) for key in ("call_in_from_rota", "approve_own") if key in section}
    posts = section.section("approvers")
    posts.allow(default.approvers)
    given["approvers"] = {key: posts.texts(key) or usual for key, usual in default.approvers.items()}
    return Policy(**given)


def _number(section: TomlSection, key: str) -> float:
    value, allowed = section[key], NUMBERS[key]
    sort = int if allowed.whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, sort):
        quotes = ", without quotes" if isinstance(value, str) else ""
        section.fault(key, f"{shown(str(value))} is not allowed: write {allowed.what}{quotes}")
        return 1
    if not 0 <= value <= allowed.most or (value == 0 and not allowed.zero):
        section.fault(key, f"{shown(str(value))} is not allowed: write {allowed.what}")
    return value


def _flag(section: TomlSection, key: str) -> bool:
    value = section[key]
    if not isinstance(value, bool):
        section.fault(key, f"{shown(str(value))} is not allowed: write true or false, without quotes")
        return True
    return value
