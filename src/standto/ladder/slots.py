"""Slots: a look-ahead cut at every change of the counted help or gaps, and the step up that some slots need."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from standto.ladder.look_ahead import duty_ids
from standto.ladder.review_facts import Need, Recommendation
from standto.model.steps import APPROVERS, DEPLOY
from standto.register import permitting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from standto.ladder.look_ahead import CountedWindows, LookAhead
    from standto.model.people import Pool
    from standto.model.time import Instant


@dataclass(frozen=True)
class Slots:
    """Consecutive parts of a look-ahead in which nothing counted changes.

    Attributes
    ----------
    starts, untils
        Shape (slots,).
    counted
        The windows that they are cut from; each slot lies within one.
    gaps
        The open gaps in each, shape (slots, duties).
    """

    starts: NDArray[np.int64]
    untils: NDArray[np.int64]
    counted: CountedWindows
    gaps: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts)

    def cut(self, moments: Iterable[Instant]) -> Slots:
        """Return the slots cut further at some instants."""
        inside = [moment for moment in moments if self.starts[0] < moment < self.untils[-1]]
        starts = np.union1d(self.starts, np.array(inside, dtype=np.int64))
        return replace(self, starts=starts, untils=np.append(starts[1:], self.untils[-1]), gaps=self.at(starts))

    def at(self, instants: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the gaps at some instants, shape (instants, duties)."""
        return self.gaps[np.searchsorted(self.starts, instants, side="right") - 1]

    def with_gaps(self, gaps: NDArray[np.int64]) -> Slots:
        """Return the same slots with other gaps."""
        return replace(self, gaps=gaps)

    def needs(self, numbers: NDArray[np.int64]) -> tuple[Need, ...]:
        """Return the windows that need places, given the number for each slot; equal slots of a window are joined."""
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


def step_up(
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
        With the gaps that the step is to close.
    numbers
        How many of the pool's places each slot needs, shape (slots,); at least one slot needs some.
    ahead
        The look-ahead under the condition, if there is one.
    counted_before
        The other steps counted as done in the first window.
    """
    needs = slots.needs(numbers)
    first = needs[0].start
    by = first if step == DEPLOY else first - pool.lead
    served = list(_served(pool, slots, np.flatnonzero(numbers), ahead))
    return Recommendation(
        step,
        pool.id,
        condition=condition,
        pool=pool.id,
        duties=duty_ids(ahead.scenario, sorted(set(served))),
        count=int(numbers.max()),
        windows=needs,
        by=by,
        late=by <= ahead.at,
        power=_power(ahead, pool, served[0], first),
        approvers=ahead.policy.approvers.get(APPROVERS[step], ()),
        counted_before=counted_before,
        basis=basis,
        bottlenecks=ahead.proofs(slots.counted, first),
    )


def _served(pool: Pool, slots: Slots, rows: NDArray[np.intp], ahead: LookAhead) -> Iterator[int]:
    """Yield the duties with a gap that a pool can fill in some slots, slot by slot in order of precedence."""
    for row, ability in zip(rows, ahead.abilities(pool, slots.starts[rows]), strict=True):
        yield from (int(duty) for duty in np.flatnonzero(slots.gaps[row]) if ability >> int(duty) & 1)


def _power(ahead: LookAhead, pool: Pool, duty: int, moment: Instant) -> str | None:
    """Return the first power that permits a pool a duty at a moment; None if there is no table of powers."""
    scenario = ahead.scenario
    kind, declared = scenario.force[pool.force].kind, ahead.situation.declared(moment)
    return permitting(scenario.powers, kind, scenario.duties_in_order[duty], moment, declared)
