"""The pools by tier: the states of their places, their open steps, and what is recommended."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from standto_desk.pages.ladder.steps_in_words import OpenStep, open_steps, places_in_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from standto.model.scenario import Force, Pool
    from standto.presenting.advice import Advice
    from standto_desk.picture.drawing import Picture


@dataclass(frozen=True, slots=True)
class PoolRow:
    """A pool in the list: its places by state in words, its open steps, and what is recommended for it."""

    pool: Pool
    force: Force
    places: str
    open: tuple[OpenStep, ...]
    advice: tuple[Advice, ...]


def pools_by_tier(
    picture: Picture, pools: Collection[str], advice: tuple[Advice, ...]
) -> list[tuple[int, list[PoolRow]]]:
    """Return some pools as rows, by tier and in the order in which forces are called on, with their advice."""
    situation, scenario = picture.situation, picture.scenario
    steps = open_steps(picture, pools)
    rows = [
        PoolRow(
            pool,
            scenario.force[pool.force],
            places_in_words(situation, pool.id, picture.at),
            tuple(steps[pool.id]),
            tuple(one for one in advice if one.pool == pool.id),
        )
        for pool in scenario.pools_in_order
        if pool.id in pools
    ]
    return [(tier, list(group)) for tier, group in groupby(rows, key=lambda row: row.force.tier)]
