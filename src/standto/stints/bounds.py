"""Bounds as whole numbers: nothing is rounded across them."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from standto.model.time import HOUR, Instant
from standto.model.working_time import AT_LEAST, RestRule

if TYPE_CHECKING:
    from fractions import Fraction

COUNTED = frozenset({"run", "night-run"})
"""The measures that count stints; all others measure time."""


def at_least(number: float, unit: Instant = HOUR) -> Instant:
    """Return the shortest whole time that is no shorter than a number of hours, as written."""
    return ceil(_exact(number) * unit)


def at_most(number: float, unit: Instant = HOUR) -> Instant:
    """Return the longest whole time that is no longer than a number of hours, as written."""
    return floor(_exact(number) * unit)


def bound_of(rule: RestRule) -> int:
    """Return the bound of a rule in whole microseconds, or in whole stints; a measure equal to it keeps it."""
    if rule.measure in COUNTED:
        return floor(rule.bound)
    return at_least(rule.bound) if rule.measure in AT_LEAST else at_most(rule.bound)


def printed(rule: RestRule, measured: int) -> float:
    """Return what a rule measured as it is printed: hours to two decimals, or a number of stints."""
    return measured if rule.measure in COUNTED else round(measured / HOUR, 2)


def _exact(number: float) -> Fraction:
    # It is slow to load, and only rules and the rest of call-ins need it.
    from fractions import Fraction

    return Fraction(str(number))
