"""The parts of a review's answer that are compared."""

from __future__ import annotations

from typing import NamedTuple


class Step(NamedTuple):
    """A recommendation, in the fields that are compared."""

    step: str
    subject: str
    condition: str | None = None
    count: int | None = None
    windows: tuple[tuple[int, int, int], ...] | None = None
    by: int | None = None
    late: bool = False
    duties: tuple[str, ...] | None = None


class Kept(NamedTuple):
    """Help that stays, and the reason."""

    pool: str
    state: str
    count: int
    duty: str | None = None
    start: int | None = None
    until: int | None = None
    at: int | None = None
    gap: int | None = None
    worst_case: int | None = None
    held_since: int | None = None
