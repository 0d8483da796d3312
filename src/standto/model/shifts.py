"""Shifts, and the patterns in which teams work them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

REST = "rest"
"""The entry of a cycle on a day without a shift."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A named part of the day on the wall clock; an end that is not after the start is on the next day.

    `ready_minutes` is how long people on the shift need to be at work once called.
    """

    id: str
    starts: time
    ends: time
    ready_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A repeating cycle of shifts, one entry a day; at offset 0, its first entry falls on the day `anchor`."""

    id: str
    anchor: date
    cycle: tuple[str, ...]
