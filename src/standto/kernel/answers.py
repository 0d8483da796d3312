"""Exact answers window by window: gaps, the places that each force fills, and proofs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standto.kernel.bottlenecks import Bottleneck, split
from standto.kernel.carrying import covered_at_home, worth_carrying
from standto.kernel.parts import HOME, parts_of
from standto.kernel.solving import Solved, solve
from standto.kernel.standing_places import StandingPlaces
from standto.kernel.transform import MOST_GROUPS
from standto.model.windows import Windows


@dataclass(frozen=True)
class Answers:
    """The answers for some windows.

    Attributes
    ----------
    windows
        The windows.
    solved
        The parts that they fall into, each solved.
    at_home
        Whether the home force alone fills every place, and no part is there, shape (windows,).
    """

    windows: Windows
    solved: tuple[Solved, ...]
    at_home: NDArray[np.bool_]

    def places(self) -> StandingPlaces:
        """Return the places of every duty that stands: required, filled and unfilled."""
        windows, duties = self.windows.required.shape
        row, duty = np.nonzero(self.windows.required >= 0)
        required = self.windows.required[row, duty]
        gap = np.zeros(len(row), dtype=np.int64)
        filled = np.zeros((len(row), self.windows.forces), dtype=np.int64)
        filled[:, HOME] = np.where(self.at_home[row], required, 0)
        line = np.empty((windows, duties), dtype=np.intp)
        line[row, duty] = np.arange(len(row))
        for part, gaps, each in self.solved:
            lines = line[part.rows[:, None], np.array(part.duties)]
            gap[lines] = gaps.each[part.problem]
            filled[lines] = each.transpose(0, 2, 1)[part.problem]
        return StandingPlaces((windows, duties), row, duty, required, gap, filled)

    def gap(self) -> NDArray[np.int64]:
        """Return the number of unfilled places of each duty, shape (windows, duties)."""
        return self.places().gap_table()

    def filled(self) -> NDArray[np.int64]:
        """Return the number of places of each duty that each force fills, shape (windows, forces, duties)."""
        return self.places().filled_table()

    def bottlenecks(self) -> list[tuple[Bottleneck, ...]]:
        """Return the proofs of each window: by criticality, then by first duty."""
        found: list[dict[int, list[Bottleneck]]] = [{} for _ in range(len(self.windows))]
        standing: dict[int, Sequence[int]] = {}
        criticalities = np.array(self.windows.criticalities)
        for each in self.solved:
            known: dict[tuple[int, int], list[Bottleneck]] = {}
            short = np.flatnonzero(each.gaps.together[:, -1])
            for place in np.flatnonzero(np.isin(each.part.problem, short)).tolist():
                row, problem = int(each.part.rows[place]), int(each.part.problem[place])
                if row not in standing:
                    standing[row] = np.unique(criticalities[self.windows.required[row] >= 0]).tolist()
                for criticality in standing[row]:
                    if (problem, criticality) not in known:
                        known[problem, criticality] = _proofs(each, problem, criticality)
                    if known[problem, criticality]:
                        found[row].setdefault(criticality, []).extend(known[problem, criticality])
        return [
            tuple(one for criticality in sorted(ours) for one in sorted(ours[criticality], key=lambda one: one.duties))
            for ours in found
        ]


def answers_for(windows: Windows, *, most_groups: int = MOST_GROUPS, carry: bool = True) -> Answers:
    """Return the answers for some windows.

    Parameters
    ----------
    carry
        Whether windows that the home force alone covers may be left out of the parts; it changes no answer.
    most_groups
        The most groups of duties for which every set of them is examined; it changes no answer.

    Notes
    -----
    Each answer is unique. First, the gap of each duty in order is as small as possible; then, each force in order fills
    as many places as possible; then, each force in order fills as much of each duty in order as possible.
    """
    at_home = np.zeros(len(windows), dtype=np.bool_)
    if carry and worth_carrying(windows):
        at_home = covered_at_home(windows)
    parts = parts_of(windows, rows=~at_home)
    return Answers(windows, tuple(solve(part, windows.forces, most_groups) for part in parts), at_home)


def _proofs(each: Solved, problem: int, criticality: int) -> list[Bottleneck]:
    """Return the proofs of the gap of a part's duties up to a criticality."""
    below = [own for own in each.part.criticalities if own <= criticality]
    proof = each.gaps.proofs[below[-1]].get(problem, 0) if below else 0
    return list(split(each.part, problem, criticality, proof))
