"""Exact answers window by window: gaps, the places that each force fills, and proofs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standto.kernel.bottlenecks import Bottleneck, split
from standto.kernel.gaps import MOST_GROUPS
from standto.kernel.parts import parts_of
from standto.kernel.solving import Solved, solve
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
    """

    windows: Windows
    solved: tuple[Solved, ...]

    def gap(self) -> NDArray[np.int64]:
        """Return the number of unfilled places of each duty, shape (windows, duties)."""
        gap = np.zeros(self.windows.required.shape, dtype=np.int64)
        for part, gaps, _ in self.solved:
            gap[part.rows[:, None], part.duties] = gaps.each[part.problem]
        return gap

    def filled(self) -> NDArray[np.int64]:
        """Return the number of places of each duty that each force fills, shape (windows, forces, duties)."""
        windows, duties = self.windows.required.shape
        filled = np.zeros((windows, self.windows.forces, duties), dtype=np.int64)
        forces = np.arange(self.windows.forces)[:, None]
        for part, _, each in self.solved:
            filled[part.rows[:, None, None], forces, part.duties] = each[part.problem]
        return filled

    def bottlenecks(self) -> list[tuple[Bottleneck, ...]]:
        """Return the proofs of each window: by criticality, then by first duty."""
        found: list[dict[int, list[Bottleneck]]] = [{} for _ in range(len(self.windows))]
        standing = self._criticalities()
        for each in self.solved:
            known: dict[tuple[int, int], list[Bottleneck]] = {}
            short = np.flatnonzero(each.gaps.together[:, -1])
            for place in np.flatnonzero(np.isin(each.part.problem, short)).tolist():
                row, problem = int(each.part.rows[place]), int(each.part.problem[place])
                for criticality in standing[row]:
                    if (problem, criticality) not in known:
                        known[problem, criticality] = _proofs(each, problem, criticality)
                    if known[problem, criticality]:
                        found[row].setdefault(criticality, []).extend(known[problem, criticality])
        return [
            tuple(one for criticality in sorted(ours) for one in sorted(ours[criticality], key=lambda one: one.duties))
            for ours in found
        ]

    def _criticalities(self) -> list[Sequence[int]]:
        """Return the criticalities of the duties that stand in each window."""
        criticalities = np.array(self.windows.criticalities)
        known: dict[bytes, list[int]] = {}
        answer: list[Sequence[int]] = []
        for stands in self.windows.required >= 0:
            key = stands.tobytes()
            if key not in known:
                known[key] = np.unique(criticalities[stands]).tolist()
            answer.append(known[key])
        return answer


def answers_for(windows: Windows, *, most_groups: int = MOST_GROUPS) -> Answers:
    """Return the answers for some windows.

    Parameters
    ----------
    most_groups
        The most groups of duties for which every set of them is examined; it changes no answer.

    Notes
    -----
    Each answer is unique. First, the gap of each duty in order is as small as possible; then, each force in order fills
    as many places as possible; then, each force in order fills as much of each duty in order as possible.
    """
    return Answers(windows, tuple(solve(part, windows.forces, most_groups) for part in parts_of(windows)))


def _proofs(each: Solved, problem: int, criticality: int) -> list[Bottleneck]:
    """Return the proofs of the gap of a part's duties up to a criticality."""
    below = [own for own in each.part.criticalities if own <= criticality]
    proof = each.gaps.proofs[below[-1]].get(problem, 0) if below else 0
    return list(split(each.part, problem, criticality, proof))
