"""Slots: a look-ahead cut where anything changes that is counted, and what each slot needs of a pool."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from standto.ladder.recommendation import Need, Recommendation
from standto.model.steps import APPROVERS, DEPLOY
from standto.model.time import MINUTE, Instant
from standto.register import permitting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from standto.ladder.look_ahead import CountedWindows, LookAhead
    from standto.model.scenario import Pool


@dataclass(frozen=True)
class Slots:
    """Pieces of a look-ahead in which nothing changes that is counted.

    Attributes
    ----------
    starts, untils
        Shape (slots,).
    counted
        The windows that they are cut from; no slot crosses the end of one.
    gaps
        What is open in each, shape (slots, duties).
    """

    starts: NDArray[np.int64]
    untils: NDArray[np.int64]
    counted: CountedWindows
    gaps: NDArray[np.int64]

    def __len__(self) -> int:
        """How many there are."""
        return len(self.starts)

    def cut(self, moments: Iterable[Instant]) -> Slots:
        """Return them cut further at some instants."""
        inside = [moment for moment in moments if self.starts[0] < moment < self.untils[-1]]
        starts = np.union1d(self.starts, np.array(inside, dtype=np.int64))
        return replace(self, starts=starts, untils=np.append(starts[1:], self.untils[-1]), gaps=self.at(starts))

    def at(self, instants: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return what is open at some instants, shape (instants, duties)."""
        return self.gaps[np.searchsorted(self.starts, instants, side="right") - 1]

    def less(self, filled: NDArray[np.int64]) -> Slots:
        """Return them with part of the gaps filled."""
        return replace(self, gaps=np.maximum(self.gaps - filled, 0))

    def with_gaps(self, gaps: NDArray[np.int64]) -> Slots:
        """Return the same slots with other gaps."""
        return replace(self, gaps=gaps)

    def needs(self, numbers: NDArray[np.int64]) -> tuple[Need, ...]:
        """Return the windows that need something, by how many each slot needs; a window's equal slots are one."""
        needs: list[tuple[Need, int]] = []
        for slot in np.flatnonzero(numbers):
            start, until, count = int(self.starts[slot]), int(self.untils[slot]), int(numbers[slot])
            window = self.counted.row(start)
            last = needs[-1] if needs else None
            if last and last[1] == window and last[0].until == start and last[0].count == count:
                needs[-1] = (Need(last[0].start, until, count), window)
            else:
                needs.append((Need(start, until, count), window))
        return tuple(need for need, _ in needs)


def slots_of(counted: CountedWindows) -> Slots:
    """Return windows as slots."""
    windows = counted.windows
    return Slots(windows.starts, windows.untils, counted, counted.gaps)


def step_for(
    step: str,
    pool: Pool,
    slots: Slots,
    numbers: NDArray[np.int64],
    ahead: LookAhead,
    *,
    basis: str,
    counted_before: dict[str, int],
    condition: str | None = None,
) -> Recommendation:
    """Return a step up for a pool.

    Parameters
    ----------
    slots
        With the gaps that the step is for.
    numbers
        How many of the pool's places each slot needs, shape (slots,); some need some.
    look
        Under the condition, where there is one.
    counted_before
        What other steps were counted as done in the first window.
    """
    needs = slots.needs(numbers)
    first = needs[0].start
    rows = np.flatnonzero(numbers)
    abilities = ahead.abilities(pool, slots.starts[rows])
    served = [_served(slots.gaps[row], ability) for row, ability in zip(rows, abilities, strict=True)]
    duties = sorted({duty for each in served for duty in each})
    scenario = ahead.scenario
    by = first if step == DEPLOY else first - pool.lead_minutes * MINUTE
    kind = scenario.force[pool.force].kind
    duty = scenario.duties_in_order[served[0][0]]
    return Recommendation(
        step,
        pool.id,
        condition=condition,
        pool=pool.id,
        duties=tuple(scenario.duties_in_order[place].id for place in duties),
        count=int(numbers.max()),
        windows=needs,
        by=by,
        late=by <= ahead.at,
        power=permitting(scenario.powers, kind, duty, first, ahead.situation.declared(first)),
        approvers=ahead.policy.approvers.get(APPROVERS[step], ()),
        counted_before=counted_before,
        basis=basis,
        bottlenecks=ahead.proofs(slots.counted, first),
    )


def _served(gaps: NDArray[np.int64], ability: int) -> Sequence[int]:
    """Return the duties with a gap that an ability serves."""
    return [int(duty) for duty in np.flatnonzero(gaps) if ability >> int(duty) & 1]
