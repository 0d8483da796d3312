"""The whole answer of a part: gaps, proofs, and how far each force fills each duty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.kernel.filling import Filling, filled_in_order
from standto.kernel.gaps import Gaps, gaps_of
from standto.kernel.parts import Part
from standto.kernel.shares import Shares
from standto.kernel.transform import MOST_GROUPS, blocks, by_group, negative_eligible, required_by, width_of


class Solved(NamedTuple):
    """A part and its answer.

    Attributes
    ----------
    filled
        The number of places of each duty that each force fills, shape (problems, forces, duties).
    """

    part: Part
    gaps: Gaps
    filled: NDArray[np.int64]


def solve(part: Part, forces: int, most_groups: int = MOST_GROUPS) -> Solved:
    """Solve a part.

    Parameters
    ----------
    forces
        The number of forces.
    most_groups
        The most groups of duties for which every set of them is examined; it changes no answer.
    """
    gaps = gaps_of(part, most_groups)
    places = part.required - gaps.each
    filled = np.zeros((len(part), forces, len(part.duties)), dtype=np.int64)
    shared = np.ones(len(part), dtype=bool)
    if part.groups <= most_groups and part.kinds:
        # If the first force can fill every place that can be filled, there is nothing to share out.
        first = part.kinds[0].force
        shared = places_by_force(part, [first])[first] < places.sum(axis=1)
        filled[~shared, first] = places[~shared]
    for problem in np.flatnonzero(shared).tolist():
        for force, row in settled(part, problem, places[problem].tolist())[1].items():
            filled[problem, force] = row
    return Solved(part, gaps, filled)


def settled(part: Part, problem: int, places: list[int]) -> tuple[Filling, dict[int, list[int]]]:
    """Fill the places of each duty that can be filled, and share them out among the forces.

    Returns
    -------
        The filling, and the number of places of each duty that each force fills.
    """
    filling = filled_in_order(part.kinds, part.counts[problem].tolist(), places)
    return filling, Shares(filling).by_lot


def places_by_force(part: Part, forces: Iterable[int]) -> dict[int, NDArray[np.int64]]:
    """Return the number of places that some first forces fill, in order as many as possible, shape (problems,).

    Notes
    -----
    The people's side of a matching is a matroid too (Mendelsohn and Dulmage): a force adds the difference between the
    least gap without it and the least gap with it.
    """
    filled = {force: np.empty(len(part), dtype=np.int64) for force in forces}
    width = width_of(part)
    for block in blocks(len(part), part.groups):
        # short(S) = required(S) - eligible(S) of the forces so far; the least gap is its greatest value
        short = required_by(by_group(part, block), part.groups, width)
        missing = short.max(axis=0)
        for force, number in filled.items():
            own = [place for place, kind in enumerate(part.kinds) if kind.force == force]
            reach = [part.reach[place] for place in own]
            short += negative_eligible(reach, part.counts[block][:, own], part.groups, width)
            left = short.max(axis=0)
            number[block] = missing - left
            missing = left
    return filled
