"""Required strengths that lie in a range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.assuming.processes import RequiredStrength
from standto.futures.drawn_numbers import DrawnNumber
from standto.futures.future_events import FutureBlock
from standto.futures.muster import Muster
from standto.futures.step_times import StepTimes
from standto.model.scenario import Scenario


class StrengthRule(NamedTuple):
    """One strength: the place of its duty, the first step and the one after the last, and the number required."""

    duty: int
    first: int
    after: int
    strength: DrawnNumber


@dataclass(frozen=True)
class RequiredStrengths:
    """The strengths that futures require.

    In every step that overlaps its time a duty requires the strength of the future, if it stands in that step; a duty
    that does not stand is left out. Later strengths of the file replace earlier ones. All levels of a range are equally
    likely (`levels_of`), and nothing else is drawn. Units: people. Limits: one strength over all of its time.

    Attributes
    ----------
    rules
        The strengths, in the order of the file.
    required
        `Muster.required`.
    """

    rules: tuple[StrengthRule, ...]
    required_before: NDArray[np.int64]

    def required(self, block: FutureBlock) -> NDArray[np.int32] | None:
        """Return the strength of each duty, shape (steps, duties, futures); None where all have the muster's."""
        if not self.rules:
            return None
        required = np.repeat(self.required_before.astype(np.int32)[:, :, None], len(block.futures), axis=2)
        for rule in self.rules:
            steps = required[rule.first : rule.after, rule.duty]
            steps[:] = np.where(steps >= 0, rule.strength.whole(block), steps)
        return required


def strengths_ready(
    strengths: list[RequiredStrength],
    numbers: dict[str, DrawnNumber],
    muster: Muster,
    times: StepTimes,
    scenario: Scenario,
) -> RequiredStrengths:
    """Return the strengths that futures require, made ready for a muster."""
    duties = {duty.id: place for place, duty in enumerate(scenario.duties_in_order)}
    rules = [StrengthRule(duties[one.duty], *_steps(one, times), numbers[f"{one.name}.strength"]) for one in strengths]
    return RequiredStrengths(tuple(rules), muster.required)


def _steps(strength: RequiredStrength, times: StepTimes) -> tuple[int, int]:
    start, until = times.second(strength.start), times.second(strength.until)
    first = int(np.searchsorted(times.starts, start, side="right")) - 1
    return max(first, 0), int(np.searchsorted(times.starts, until, side="left"))
