"""A block of futures judged in every step, side by side, compiled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standto.chance.compiling import compiled
from standto.futures.block_counts import BlockCounts, add_places, move_on, nobody_yet
from standto.futures.block_events import BlockEvents, events_by_step
from standto.futures.block_tally import BlockTally, empty_tally, minutes_of, note_gaps, note_use, tally_of_block
from standto.futures.future_events import DrawnFutures
from standto.futures.future_tally import FutureTally
from standto.futures.judging_apart import SeparatePart, separate_parts
from standto.futures.muster import Muster
from standto.futures.one_by_one import judge_one_by_one
from standto.futures.profiles import Profiles, profiles_of
from standto.futures.runs_of_steps import StepRun, step_runs
from standto.futures.things_to_judge import JudgedThings
from standto.lanes.lane_judging import Judgement, LaneSpace, judge_lanes, lane_judgement, lane_space
from standto.lanes.lane_planning import LanePlan, width_for
from standto.lanes.lane_proof import smallest_proof
from standto.lanes.vectors import LANES
from standto.model.time import Instant


@dataclass(frozen=True)
class Judging:
    """What judging needs of a muster, made ready once for all blocks.

    Attributes
    ----------
    muster, things, hold
        The muster, the things judged, and how long cover must hold before help can go.
    profiles
        The profiles of the slots.
    runs
        The plans of runs of steps; None where the exact kernel must judge one problem after another.
    width
        The type of number in which no sum overflows.
    minutes
        The minutes of each step.
    """

    muster: Muster
    things: JudgedThings
    hold: Instant
    profiles: Profiles
    runs: tuple[StepRun, ...] | None
    width: type[np.int16 | np.int32]
    minutes: NDArray[np.int64]

    def tally(self, drawn: DrawnFutures, futures: int) -> FutureTally:
        """Return what becomes of a block of futures, given what they draw."""
        starts, until = self.muster.starts, int(self.muster.untils[-1])
        return tally_of_block(self.things, self.noted(drawn, futures), futures, starts, until, self.hold)

    def noted(self, drawn: DrawnFutures, futures: int) -> BlockTally:
        """Return what becomes of each future of a block, given what they draw."""
        steps, tiers = len(self.muster.starts), int(self.muster.tiers.max()) + 1
        lanes = -(-futures // LANES) * LANES
        notes = empty_tally(self.things, steps, tiers, lanes)
        events = events_by_step(drawn.absent, steps)
        now = nobody_yet(self.profiles, lanes, self.width)
        profiles, places = self._with_places(drawn)
        if self.runs is None:
            judge_one_by_one(self._parts, self.minutes, profiles, events, places, drawn, now, futures, notes)
        else:
            self._side_by_side(profiles, events, places, self._required(drawn, lanes), now, futures, notes)
        return notes

    @cached_property
    def _parts(self) -> tuple[SeparatePart, ...]:
        """What is judged one problem after another; it remembers the answers of all blocks before."""
        return separate_parts(self.muster, self.things)

    def _side_by_side(
        self,
        profiles: Profiles,
        events: BlockEvents,
        places: NDArray[np.int32],
        required: NDArray[Any],
        now: BlockCounts,
        futures: int,
        notes: BlockTally,
    ) -> None:
        for run in self.runs or ():
            lanes = now.counts.shape[1]
            judge_steps(
                run.start,
                run.stop,
                run.plan,
                run.home,
                profiles,
                events,
                self.muster.pool_kind,
                places,
                required,
                self.minutes,
                now,
                lane_space(run.plan, self.width),
                lane_judgement(run.plan, lanes, self.width),
                lane_space(run.home, self.width),
                lane_judgement(run.home, lanes, self.width),
                futures,
                notes,
            )

    def _with_places(self, drawn: DrawnFutures) -> tuple[Profiles, NDArray[np.int32]]:
        """Return the base with the pools' places in it, or else the places of each future."""
        if drawn.places.places is not None:
            return self.profiles, drawn.places.places
        steps, pools = self.muster.pool_kind.shape
        base = self.profiles.base.copy()
        step, pool = np.nonzero(self.muster.pool_kind >= 0)
        np.add.at(base, (step, self.muster.pool_kind[step, pool]), self.muster.pool_places[step, pool])
        return self.profiles._replace(base=base), np.zeros((steps, pools, 0), dtype=np.int32)

    def _required(self, drawn: DrawnFutures, lanes: int) -> NDArray[Any]:
        """Return the places of each duty, shape (steps, duties, 1), or (steps, duties, lanes) where futures differ."""
        if drawn.required is None:
            return np.maximum(self.muster.required, 0).astype(self.width)[:, :, None]
        required = np.zeros((*drawn.required.shape[:2], lanes), dtype=self.width)
        np.maximum(drawn.required, 0, out=required[:, :, : drawn.required.shape[2]], casting="unsafe")
        return required


def judging_of(muster: Muster, things: JudgedThings, hold: Instant) -> Judging:
    """Return what judging needs of a muster."""
    profiles = profiles_of(muster)
    supply = int(profiles.base.sum(axis=1).max(initial=0)) + _most_places(muster)
    return Judging(
        muster=muster,
        things=things,
        hold=hold,
        profiles=profiles,
        runs=step_runs(muster, profiles, things),
        width=width_for(supply, things.most_required),
        minutes=minutes_of(muster.starts, int(muster.untils[-1])),
    )


def _most_places(muster: Muster) -> int:
    """Return the most places of all pools of other forces together, in any step of any future."""
    return int(np.maximum(muster.pool_places, muster.pool_states.sum(axis=0)).sum(axis=1).max(initial=0))


@compiled
def judge_steps(
    start: int,
    stop: int,
    plan: LanePlan,
    home: LanePlan,
    profiles: Profiles,
    events: BlockEvents,
    pool_kind: NDArray[np.int32],
    places: NDArray[np.int32],
    required: NDArray[Any],
    minutes: NDArray[np.int64],
    now: BlockCounts,
    space: LaneSpace,
    found: Judgement,
    home_space: LaneSpace,
    at_home: Judgement,
    futures: int,
    notes: BlockTally,
) -> None:
    """Judge the steps from `start` up to `stop`, and note what becomes of each future.

    Parameters
    ----------
    plan, home
        The plan for all supply, and for the home force alone.
    places
        The places of each pool in each future, shape (steps, pools, futures); no futures: they are in the base.
    required
        See `Judging._required`.
    now
        The numbers in the step before `start`.
    """
    levels = plan.criticalities
    for step in range(start, stop):
        move_on(step, profiles, events, now)
        if places.shape[2]:
            add_places(pool_kind[step], places[step], 1, now)
        judge_lanes(plan, now.counts, required[step], space, found)
        _prove(plan, now.counts, required[step], found.gap, futures, notes)
        note_gaps(step, minutes[step], 0, found.gap, futures, notes)
        note_gaps(step, minutes[step], levels, found.duty_gap, futures, notes)
        if _helped(found.used, futures):
            judge_lanes(home, now.counts, required[step], home_space, at_home)
            note_use(step, found.used, at_home.gap, futures, notes)
        else:
            # Without help in use, a lent person would fill no further place: what is short is short at home too.
            note_use(step, found.used, found.gap, futures, notes)
        if places.shape[2]:
            add_places(pool_kind[step], places[step], -1, now)


@compiled
def _helped(used: NDArray[Any], futures: int) -> bool:
    """Return whether help fills any place in any future."""
    some = 0
    for tier in range(1, used.shape[0]):
        row = used[tier]
        for lane in range(futures):
            some |= row[lane]
    return some != 0


@compiled
def _prove(
    plan: LanePlan,
    counts: NDArray[Any],
    required: NDArray[Any],
    gap: NDArray[Any],
    futures: int,
    notes: BlockTally,
) -> None:
    """Prove the first gap of each criticality in each future."""
    for level in range(gap.shape[0]):
        row, firsts, proofs = gap[level], notes.first[level], notes.proof[level]
        any_gap = 0
        for lane in range(futures):
            any_gap |= row[lane]
        if any_gap:
            for lane in range(futures):
                if row[lane] > 0 and firsts[lane] < 0:
                    proofs[lane] = smallest_proof(plan, counts, required, lane, level)
