"""The parts of a pool that a supposed absence has divided: each has the same places, at another time."""

from __future__ import annotations

from standto.model.people import Pool
from standto.model.scenario import Scenario


def parts_of(scenario: Scenario, pool: str) -> list[Pool]:
    """Return a pool, and after it the parts that absences have divided from it."""
    return [one for one in scenario.pools if pool in (one.id, one.part_of)]


def whole_of(pool: Pool) -> str:
    """Return the id of the pool that a pool is a part of: its own, if it is not divided from another."""
    return pool.part_of or pool.id
