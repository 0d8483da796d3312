"""Drawing futures: all processes of some assumptions together, for one muster."""

from __future__ import annotations

from dataclasses import dataclass

from standto.assuming.assumptions import Assumptions
from standto.futures.future_events import DrawnFutures, FutureBlock
from standto.futures.muster import Muster
from standto.model.scenario import Scenario


@dataclass(frozen=True)
class FutureProcesses:
    """The processes that draw futures, made ready for a muster. It can be pickled."""

    def drawn(self, block: FutureBlock) -> DrawnFutures:
        """Draw a block of futures; each depends on the seed, its number and its levels alone."""
        raise NotImplementedError


def processes_of(assumptions: Assumptions, muster: Muster, scenario: Scenario) -> FutureProcesses:
    """Return the processes of some assumptions, made ready for a muster.

    Parameters
    ----------
    scenario
        The muster's scenario, for the ids that assumptions name.
    """
    del assumptions, muster, scenario
    return FutureProcesses()
