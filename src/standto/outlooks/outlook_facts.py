"""The facts of an outlook: the fields of the answer, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from standto.assuming.assumptions import Assumptions
    from standto.futures.future_tally import FutureTally
    from standto.model.scenario import Scenario
    from standto.register import Situation


@dataclass(frozen=True, repr=False)
class OutlookFacts:
    """How likely each duty is covered, hour by hour, if the assumptions hold.

    Attributes
    ----------
    situation
        The situation asked about; its `at` is the start.
    basis
        The help that counts.
    assumptions
        What is assumed.
    seed, futures
        The seed, and the number of futures asked for; `tally.futures` is the number judged, fewer if a stop rule or
        somebody stopped it.
    starts, untils
        The instants of each step, shape (steps,).
    tally
        What became of the futures.
    inputs
        SHA-256 of everything that the answer depends on, in hexadecimal: the situation's numbers, the assumptions, the
        seed and the version of the draws.
    """

    situation: Situation
    basis: str
    assumptions: Assumptions
    seed: int
    futures: int
    starts: NDArray[np.int64]
    untils: NDArray[np.int64]
    tally: FutureTally
    inputs: str

    @property
    def scenario(self) -> Scenario:
        """The scenario asked about."""
        return self.situation.scenario

    @property
    def outside(self) -> tuple[str, ...]:
        """The assumed processes that have no effect here, because their own time lies before or after this one."""
        return self.assumptions.outside(int(self.starts[0]), int(self.untils[-1]))
