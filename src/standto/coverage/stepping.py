"""Home people on duty who step back one by one in random order: how many go while a window stays covered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from standto.coverage.clocks import Crowd, Random, quantiles_of, survived
from standto.coverage.nested import Nested, survival
from standto.coverage.weakness import SHORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standto.coverage.levels import Level

NONE_LEFT = Random(SHORT, SHORT, SHORT)
"""Nobody may go: some duty is short already."""


def random_by_window(level: Level, runs: int, seed: int) -> list[Random | None]:
    """Return for each window how many of those on duty may go; None where nobody's going breaks anything."""
    known: dict[tuple[tuple[tuple[int, int], ...], int], Random] = {}
    found: list[Random | None] = []
    for weak, within, steppers in zip(level.first, level.within, level.steppers.tolist(), strict=True):
        if weak is None or weak.worst_case == SHORT:
            found.append(None if weak is None else NONE_LEFT)
            continue
        if (within, steppers) not in known:
            crowd = _crowd(level, within, steppers)
            stream = seed, level.criticality, len(known)
            known[within, steppers] = drawn(crowd, runs, stream) or survived(crowd, runs, stream)
        found.append(known[within, steppers])
    return found


def drawn(crowd: Crowd, runs: int, seed: Sequence[int]) -> Random | None:
    """Return quantiles of how many go while cover survives, drawn from the distribution; None where it is not known.

    Parameters
    ----------
    crowd
        Who steps back; cover is whole while nobody has, and broken when all have.
    runs
        How many numbers are drawn.
    seed
        What they are drawn from.
    """
    parts = [(place, sets.nested(crowd.kinds[place])) for place, sets in crowd.parts]
    members, breaks_at = [], []
    for place, nested in parts:
        if nested is None:
            return None
        wide = np.zeros((len(nested.members), len(crowd.kinds)), dtype=np.bool_)
        wide[:, place] = nested.members
        members.append(wide)
        breaks_at.append(nested.breaks_at)
    chances = survival(Nested(np.concatenate(members), np.concatenate(breaks_at)), crowd.kinds, crowd.others)
    tossed = np.random.default_rng(seed).random(runs)
    numbers = len(chances) - 1 - np.searchsorted(chances[::-1], tossed, side="right")
    return Random(*quantiles_of(numbers).tolist())


def _crowd(level: Level, within: Sequence[tuple[int, int]], steppers: int) -> Crowd:
    """Return who steps back in a window, and what breaks."""
    parts = []
    kinds: list[int] = []
    for number, problem in within:
        part = level.parts[number]
        if level.weak[number][problem] is not None:
            place = slice(len(kinds), len(kinds) + part.home_kinds)
            kinds.extend(part.counts[problem, : part.home_kinds].tolist())
            parts.append((place, level.breakers(number, problem)))
    return Crowd(np.array(kinds, dtype=np.int64), steppers - sum(kinds), parts)
