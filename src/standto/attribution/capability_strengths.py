"""Requirement, establishment, authorised, deployable and on duty by capability, whatever duty asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from standto.attribution.lifting import Lifted
from standto.attribution.strengths import DutyStrength, TimeSeries, by_row, strengths_of
from standto.model.duties import ANY, JOINED, Duty, Power
from standto.model.people import FORCE_KINDS
from standto.model.scenario import Scenario
from standto.model.time import Period
from standto.register import Records, Situation
from standto.register.readiness import ANY_READINESS


def capability_strengths_of(
    situation: Situation, basis: str, rows: Sequence[Period]
) -> tuple[tuple[DutyStrength, ...], ...]:
    """Return the numbers of each row and capability, over the whole of the row.

    The requirement is the places of the duties and crews that name the capability, alone or beside others. On duty are
    its holders at work or on call, whatever their readiness and whatever they are bound to.
    """
    scenario = situation.scenario
    asked = replace(situation, records=Records(_asking_for_each(scenario)), assumed=())
    found = strengths_of(asked, basis, rows)
    required = _required(situation, basis, rows)
    return tuple(
        tuple(
            replace(of_one, levels=(level.levels[0], *of_one.levels[1:]))
            for of_one, level in zip(ours[:-1], levels, strict=True)
        )
        for ours, levels in zip(found, required, strict=True)
    )


def _asking_for_each(scenario: Scenario) -> Scenario:
    """Return the scenario with a duty for each capability alone, for which nobody is too slow, bound or forbidden."""
    duties = tuple(Duty(one.id, ANY, (one.id,), 0, ready_minutes=ANY_READINESS) for one in scenario.capabilities)
    return replace(
        scenario,
        duties=duties,
        crews=(),
        seats=(),
        rota=tuple(replace(row, duty="") for row in scenario.rota),
        powers=tuple(Power(kind, kind, ANY, permitted=True) for kind in FORCE_KINDS),
    )


def _required(situation: Situation, basis: str, rows: Sequence[Period]) -> tuple[tuple[DutyStrength, ...], ...]:
    """Return the requirement of each row and capability, as the only level."""
    scenario, period = situation.scenario, Period(rows[0].start, rows[-1].until)
    windows = Lifted(situation, basis, frozenset()).windows(period)
    # names[d, c] = 1 if an alternative of duty d names capability c
    names = np.array(
        [
            [int(any(one.id in text.split(JOINED) for text in duty.capabilities)) for one in scenario.capabilities]
            for duty in scenario.duties_in_order
        ],
        dtype=np.int64,
    ).reshape(len(scenario.duties_in_order), len(scenario.capabilities))
    required = TimeSeries(windows.starts, np.maximum(windows.required, 0) @ names)
    always = TimeSeries(windows.starts[:1], np.ones((1, len(scenario.capabilities)), dtype=np.int64))
    cuts = np.array([row.start for row in rows], dtype=np.int64)
    return by_row(cuts, period.until, always, [required])
