"""The whole answer of a part: gaps, proofs, and which force fills what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from standto.kernel.filling import filled_in_order
from standto.kernel.flows import gaps_by_flow
from standto.kernel.gaps import gaps_by_transform
from standto.kernel.shares import Shares
from standto.kernel.transform import blocks, by_group, negative_eligible, required_by, width_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from standto.kernel.filling import Filling
    from standto.kernel.gaps import Gaps
    from standto.kernel.parts import Part

MOST_GROUPS = 14
"""Groups of duties up to which looking at every set of them is faster than a flow."""


class Solved(NamedTuple):
    """A part and its answer.

    Attributes
    ----------
    part
        Duties and who could do them.
    gaps
        What is missing, and the proofs.
    filled
        How many places of each duty each force fills, shape (problems, forces, duties).
    """

    part: Part
    gaps: Gaps
    filled: NDArray[np.int64]


def solve(part: Part, forces: int, most_groups: int = MOST_GROUPS) -> Solved:
    """Solve a part.

    Parameters
    ----------
    part
        Duties and who could do them.
    forces
        How many forces there are.
    most_groups
        Groups of duties up to which every set of them is looked at; the answer is the same either way.
    """
    small = part.groups <= most_groups
    gaps = gaps_by_transform(part) if small else gaps_by_flow(part)
    places = part.required - gaps.each
    filled = np.zeros((len(part), forces, len(part.duties)), dtype=np.int64)
    shared = np.ones(len(part), dtype=bool)
    if small and part.kinds:
        first = part.kinds[0].force
        shared = _filled_by(part, first) < places.sum(axis=1)
        filled[~shared, first] = places[~shared]
    for problem in np.flatnonzero(shared).tolist():
        for force, row in settled(part, problem, places[problem].tolist())[1].items():
            filled[problem, force] = row
    return Solved(part, gaps, filled)


def settled(part: Part, problem: int, places: list[int]) -> tuple[Filling, dict[int, list[int]]]:
    """Fill as many places of each duty as can be filled, and say which force fills what.

    Returns
    -------
        Who fills what, and how many places of each duty each force fills.
    """
    filling = filled_in_order(part.kinds, part.counts[problem].tolist(), places)
    return filling, Shares(filling).filled


def _filled_by(part: Part, force: int) -> NDArray[np.int64]:
    """Return how many places one force alone can fill, shape (problems,)."""
    own = [number for number, kind in enumerate(part.kinds) if kind.force == force]
    reach = [part.reach[number] for number in own]
    filled = np.empty(len(part), dtype=np.int64)
    width = width_of(part)
    for block in blocks(len(part), part.groups):
        required = by_group(part, block)
        short = negative_eligible(reach, part.counts[block][:, own], part.groups, width)
        short += required_by(required, part.groups, width)
        filled[block] = required.sum(axis=1) - short.max(axis=0)
    return filled
