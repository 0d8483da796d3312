"""Outlooks made by hand: futures written as gaps and places step by step, tallied by plain code."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from standto.assuming.assumptions import Assumptions
from standto.assuming.processes import SteadyStepBack
from standto.assuming.ranges import Spread
from standto.futures.future_tally import FutureTally, Judged
from standto.model.time import HOUR
from standto.outlooks.outlook_facts import OutlookFacts
from standto.register import situation_of

HOLD = 4
"""The steps that cover must hold: hours, as every step here is one."""


def assumed(scenario, name="by-hand"):
    """Assumptions that say little."""
    share = Spread(Fraction(1, 100), Fraction(2, 100))
    start = scenario.horizon.start
    return Assumptions(name, "planning", start, "made for a test", (SteadyStepBack("steady", share),), "0" * 64)


def outlook_of(scenario, futures, *, at=None, used=(), alone=None):
    """Return the facts of an outlook whose futures are known.

    Parameters
    ----------
    futures
        For each future, the gap of each duty in order, step by step.
    used
        For each future, the places that each tier fills, step by step; empty for none.
    alone
        For each future, the step from which the home force alone is enough for everything, or None.
    """
    steps = len(futures[0])
    situation = situation_of(scenario, at=scenario.horizon.start if at is None else at)
    starts = situation.period.start + np.arange(steps) * HOUR
    used = used or [[(0,) * tiers_of(scenario)] * steps for _ in futures]
    tally = tally_of(scenario, futures, used, alone or [0] * len(futures))
    return OutlookFacts(
        situation, "confirmed", assumed(scenario), 7, len(futures), starts, starts + HOUR, tally, inputs="1" * 64
    )


def tiers_of(scenario):
    return len({force.tier for force in scenario.forces})


def tally_of(scenario, futures, used, alone):
    """Tally futures one by one."""
    duties, steps = scenario.duties_in_order, len(futures[0])
    levels = sorted({duty.criticality for duty in duties})
    judged = [
        Judged("criticality", str(level), sum(d.strength for d in duties if d.criticality <= level)) for level in levels
    ]
    judged += [Judged("duty", duty.id, duty.strength) for duty in duties]

    def gap_of(one, gaps):
        if one.sort == "duty":
            return gaps[[duty.id for duty in duties].index(one.id)]
        return sum(gap for gap, duty in zip(gaps, duties, strict=True) if duty.criticality <= int(one.id))

    tables = [np.zeros((steps, one.most + 1), dtype=np.int64) for one in judged]
    first = np.zeros((len(judged), steps + 1), dtype=np.int64)
    minutes = np.zeros((len(judged), 2), dtype=object)
    sets = tuple({} for _ in levels)
    for future in futures:
        for row, one in enumerate(judged):
            gaps = [gap_of(one, step) for step in future]
            for step, gap in enumerate(gaps):
                tables[row][step, gap] += 1
            short = [step for step, gap in enumerate(gaps) if gap]
            first[row, short[0] if short else steps] += 1
            minutes[row, 0] += 60 * sum(gaps)
            minutes[row, 1] += (60 * sum(gaps)) ** 2
            if short and one.sort == "criticality":
                mask = short_up_to(int(one.id), duties, future[short[0]])
                sets[row][mask] = sets[row].get(mask, 0) + 1
    alone_from = np.zeros((len(judged), steps + 1), dtype=np.int64)
    for step in alone:
        alone_from[: len(levels), steps if step is None else step] += 1
    filled = filled_of(scenario, used)
    return FutureTally(tuple(judged), len(futures), tuple(tables), first, alone_from, tuple(filled), minutes, sets)


def filled_of(scenario, used):
    """Count the places that each tier fills, step by step."""
    most = sum(duty.strength for duty in scenario.duties_in_order)
    filled = [np.zeros((len(used[0]), most + 1), dtype=np.int64) for _ in range(tiers_of(scenario))]
    for future in used:
        for step, places in enumerate(future):
            for tier, number in enumerate(places):
                filled[tier][step, number] += 1
    return filled


def short_up_to(criticality, duties, gaps):
    """The bit mask of the duties up to a criticality that are short."""
    pairs = enumerate(zip(duties, gaps, strict=True))
    return sum(1 << place for place, (duty, gap) in pairs if gap and duty.criticality <= criticality)
