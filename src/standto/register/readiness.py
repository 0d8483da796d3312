"""How long people need to be at work once called, and how long demands can wait for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.scenario import Scenario
from standto.register.rota import NEVER, Rota
from standto.register.standing import BY_PATTERN, Standing

_LONGEST = NEVER - 1
"""The longest readiness of anybody on duty."""
ANY_READINESS = _LONGEST - 1
"""The minutes that a demand waits which takes everybody on duty, however long they need."""


class Waiting(NamedTuple):
    """How long demands can wait. A readiness has a *level*: the place of the first limit that is not shorter.

    Attributes
    ----------
    limits
        The times in minutes that demands can wait, each once, in ascending order; then the longest readiness of anybody
        on duty. People off duty have the level after that.
    level
        The level of the longest readiness that each demand can wait for.
    demands
        The demands that can wait for a readiness of each level, as bit masks.
    """

    limits: NDArray[np.int64]
    level: tuple[int, ...]
    demands: tuple[int, ...]

    @property
    def off_duty(self) -> int:
        """The level of people off duty."""
        return len(self.limits)

    def levels(self, minutes: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the level of each readiness."""
        return np.searchsorted(self.limits, minutes, side="left")

    def demands_in(self, minutes: int) -> int:
        """Return the demands that can wait for a readiness, as a bit mask."""
        # The first limit is 0.
        return self.demands[int(np.searchsorted(self.limits, minutes, side="left")) if minutes else 0]


def waiting_of(scenario: Scenario, ready: int | None = None) -> Waiting:
    """Return how long the demands of a scenario can wait, if all can wait at least `ready` minutes."""
    waits = [max(demand.ready_minutes, ready or 0) for demand in scenario.demands]
    limits = sorted({0, *waits})
    level = {limit: place for place, limit in enumerate(limits)}
    demands = [sum(1 << place for place, wait in enumerate(waits) if wait >= limit) for limit in limits]
    return Waiting(
        np.array([*limits, _LONGEST], dtype=np.int64), tuple(level[wait] for wait in waits), (*demands, 0, 0)
    )


class OnDuty:
    """The readiness of some standings: that of a team's shifts, or one that holds throughout."""

    def __init__(self, standings: Sequence[Standing], rota: Rota, teams: int) -> None:
        # The rows of a table of readiness are the teams, people without a team, and then each constant.
        constants: dict[int, int] = {}
        self._row = np.empty(len(standings), dtype=np.int64)
        self._on_call: NDArray[np.int64] | None = None
        for place, one in enumerate(standings):
            minutes = _throughout(one, rota)
            if minutes is None:
                self._row[place] = one.team if one.team >= 0 else teams
            else:
                self._row[place] = teams + 1 + constants.setdefault(minutes, len(constants))
        self._constants = np.array(list(constants), dtype=np.int64)
        if any(one.on_call is not None for one in standings):
            self._on_call = np.array([NEVER if one.on_call is None else one.on_call for one in standings])

    def minutes(self, of_teams: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the readiness of each standing in some spans, shape (standings, spans); `NEVER` if it is off duty.

        Parameters
        ----------
        of_teams
            The readiness of each team in these spans; see `Rules.ready_minutes`.
        """
        constants = np.broadcast_to(self._constants[:, None], (len(self._constants), of_teams.shape[1]))
        found: NDArray[np.int64] = np.concatenate([of_teams, constants])[self._row]
        if self._on_call is not None:
            # on call holds only where nothing else has the person on duty
            found = np.where(found == NEVER, self._on_call[:, None], found)
        return found


def _throughout(standing: Standing, rota: Rota) -> int | None:
    """Return the readiness of a standing as long as it lasts; None if it is that of its team, span by span."""
    if standing.called is not None:
        return 0 if standing.called else NEVER
    return None if standing.rota == BY_PATTERN else rota.states[standing.rota].ready_minutes
