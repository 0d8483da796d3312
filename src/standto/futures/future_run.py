"""A run: everything that the tally of any futures depends on, ready to be sent to any machine."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from standto.assuming.assumptions import Assumptions
from standto.futures.block_tally import BlockTally
from standto.futures.drawing import FutureProcesses, processes_of
from standto.futures.future_events import DrawnFutures, FutureBlock
from standto.futures.future_tally import FutureTally
from standto.futures.judging import Judging, judging_of
from standto.futures.levels import levels_of
from standto.futures.merging import merged
from standto.futures.muster import Muster
from standto.futures.mustering import muster_of
from standto.futures.packed_tallies import packed, unpacked
from standto.futures.record_bytes import bytes_of_record
from standto.futures.things_to_judge import JudgedThings, check_size, judged_things
from standto.model.scenario import Scenario
from standto.model.time import Instant, hours
from standto.register import Situation
from standto.wording import Moment

DRAWS = 2
"""The version of the draws and of the judgement: another number, other results for the same inputs."""
BLOCK = 1_024
"""The most futures that are drawn and judged side by side; it changes no result."""


@dataclass(frozen=True)
class FutureRun:
    """The futures of one seed: any of them can be tallied, in any order, on any machine.

    Attributes
    ----------
    muster
        Everybody who could count.
    assumptions
        What is assumed.
    processes
        The processes that draw.
    things
        What is judged.
    seed
        The seed, from 0 up to 2^32.
    fixed
        The level of some assumed ranges in every future, by name.
    hold
        How long the home force alone must cover everything before help can go.
    """

    muster: Muster
    assumptions: Assumptions
    processes: FutureProcesses
    things: JudgedThings
    seed: int
    fixed: tuple[tuple[str, int], ...]
    hold: Instant

    @cached_property
    def inputs(self) -> str:
        """SHA-256 of everything that the tally depends on but the numbers of the futures, in hexadecimal."""
        digest = hashlib.sha256()
        head = (DRAWS, self.assumptions.digest, self.seed, self.fixed, self.hold, *self.things[:5], self.things.judged)
        digest.update(repr(head).encode())
        # The processes hold what the muster leaves out: which slots and donors the names in the assumptions mean.
        for value in (self.muster, self.processes):
            digest.update(bytes_of_record(value))
        return digest.hexdigest()

    def tally(self, start: int, stop: int) -> FutureTally:
        """Return the tally of the futures from `start` up to `stop`, at least one."""
        bounds = [*range(start, stop, BLOCK), stop]
        return merged(self._judging.tally(self.drawn(first, past), past - first) for first, past in pairwise(bounds))

    def packed(self, answer: FutureTally) -> bytes:
        """Return a tally packed for the way, or to be kept."""
        return packed(answer)

    def unpacked(self, data: bytes) -> FutureTally:
        """Return the tally that was packed; raise `ValueError` if the bytes hold none."""
        return unpacked(data)

    def drawn(self, start: int, stop: int) -> DrawnFutures:
        """Return what the futures from `start` up to `stop` draw."""
        futures = np.arange(start, stop, dtype=np.uint32)
        levels = levels_of(self.assumptions, self.seed, futures, dict(self.fixed))
        return self.processes.drawn(FutureBlock(self.seed, futures, levels))

    def noted(self, start: int, stop: int) -> BlockTally:
        """Return what becomes of each future from `start` up to `stop`, at most `BLOCK` of them, by lane."""
        return self._judging.noted(self.drawn(start, stop), stop - start)

    @cached_property
    def _judging(self) -> Judging:
        return judging_of(self.muster, self.things, self.hold)


def run_of(
    situation: Situation,
    assumptions: Assumptions,
    *,
    seed: int = 0,
    until: Moment | None = None,
    basis: str = "confirmed",
    fixed: Mapping[str, int] | None = None,
) -> FutureRun:
    """Return the run of a situation under some assumptions.

    Parameters
    ----------
    seed
        The seed, from 0 up to 2^32.
    until, basis
        As for `muster_of`.
    fixed
        The level of some assumed ranges in every future, by name: an index into `Spread.levels`.
    """
    muster = muster_of(situation, basis=basis, until=until)
    return run_of_muster(muster, assumptions, situation.scenario, seed=seed, fixed=fixed)


def run_of_muster(
    muster: Muster,
    assumptions: Assumptions,
    scenario: Scenario,
    *,
    seed: int = 0,
    fixed: Mapping[str, int] | None = None,
) -> FutureRun:
    """Return the run of a muster under some assumptions: a muster serves many.

    Parameters
    ----------
    scenario
        The scenario that the muster is of.
    seed, fixed
        As for `run_of`.

    Raises
    ------
    OptionError
        The tally would not fit into the memory.
    """
    things = judged_things(scenario, muster, assumptions)
    check_size(things, int(muster.tiers.max(initial=0)) + 1)
    return FutureRun(
        muster=muster,
        assumptions=assumptions,
        processes=processes_of(assumptions, muster, scenario),
        things=things,
        seed=seed,
        fixed=tuple(sorted((fixed or {}).items())),
        hold=hours(scenario.policy.hold_hours),
    )
