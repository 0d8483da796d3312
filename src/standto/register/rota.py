"""The rota made by hand: each person's rows as a step function of time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from standto.model.scenario import Scenario
from standto.model.time import BEGINNING, FOREVER
from standto.register.overlay import PersonSteps

NEVER = 1 << 30
"""The readiness of people who are off duty, in minutes: more than any that a scenario can name."""


class RotaState(NamedTuple):
    """A state of the rota that people can be in.

    Attributes
    ----------
    ready_minutes
        How long people need to be at work once called; `NEVER`: off duty.
    bound
        The duty or crew that they count for alone; empty for any.
    """

    ready_minutes: int
    bound: str = ""


OFF = 0
"""The index of the state of people who are off duty by the rota."""


class Rota(NamedTuple):
    """The states of a rota, and the state of each person that it concerns over time.

    Attributes
    ----------
    states
        Every state, `OFF` first.
    steps
        Indices of states. A home person without a row or a pattern is off duty throughout.
    """

    states: tuple[RotaState, ...]
    steps: PersonSteps


def rota_of(scenario: Scenario) -> Rota:
    """Return the rota of a scenario; it concerns nobody if there are no rows."""
    number = {RotaState(NEVER): OFF}
    place = {person.id: place for place, person in enumerate(scenario.people)}
    rows = [
        (place[row.person], *row.period, number.setdefault(RotaState(row.ready_minutes, row.duty), len(number)))
        for row in scenario.rota
    ]
    person, start, until, state = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    # People are off duty from the beginning, and from the end of each row unless another starts: starts come last.
    concerned = np.union1d(person, np.array(_without_pattern(scenario), dtype=np.int64))
    off = np.full(len(concerned) + len(person), OFF, dtype=np.int64)
    steps = PersonSteps.of(
        np.concatenate([concerned, person, person]),
        np.concatenate([np.full(len(concerned), BEGINNING, dtype=np.int64), until, start]),
        np.concatenate([off, state]),
    )
    return Rota(tuple(number), steps.where(steps.at < FOREVER))


def _without_pattern(scenario: Scenario) -> list[int]:
    """Return the home people without a pattern, if the rota has rows: only rows of their own have them on duty."""
    if not scenario.rota:
        return []
    patterned = {team.id for team in scenario.teams if team.pattern}
    home = scenario.home
    return [place for place, one in enumerate(scenario.people) if one.force == home and one.team not in patterned]
