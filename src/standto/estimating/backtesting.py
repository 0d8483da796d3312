"""Backtests from rolling origins: how good forecasts would have been, made from what was known at each time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from standto.estimating.away_counts import AWAY, counts_in, states_of
from standto.estimating.forecasting_away import forecast_away
from standto.estimating.rate_ranges import CONFIDENCE
from standto.model.time import DAY, HOUR, Instant, Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.register import Situation

HORIZONS = (1, 3, 7, 14, 28)
"""The days ahead that are tested, as far as the record reaches."""
FEWEST = 8
"""The fewest origins from which a forecast is judged."""
FEWEST_CHANGES = 10
"""The fewest step-backs and returns together from which a forecast is made."""
_MOST = 60
_FIRST = 4
"""The first origin leaves a quarter of the record before it, and a day at least."""


@dataclass(frozen=True, slots=True)
class BacktestScore:
    """How good the forecasts of some days ahead would have been, beside the number away as it was then.

    Attributes
    ----------
    days
        The days ahead.
    origins
        The number of times from which a forecast was made.
    inside
        How often the 90 % interval held what came.
    crps, crps_as_now
        The mean continuous ranked probability score of the forecasts, and of "as now", in people; less is better.
    """

    days: int
    origins: int
    inside: int
    crps: float
    crps_as_now: float

    @property
    def judged(self) -> bool:
        """Whether there were enough forecasts to judge them."""
        return self.origins >= FEWEST

    @property
    def beats(self) -> bool:
        """Whether the forecasts were better than "as now"."""
        return self.judged and self.crps < self.crps_as_now


def backtests(situation: Situation, period: Period, force: str) -> tuple[BacktestScore, ...]:
    """Return the score of each horizon for the number of a force's people away.

    Parameters
    ----------
    situation
        Says what is known now: what came is judged by it.
    period
        The record. Each forecast is made from the part before its origin, with what was known then.
    """
    origins = tuple(_origins(period))
    counted = {at: counts_in(_as_known(situation, at), Period(period.start, at), force) for at in origins}
    seen = _AwaySeen(situation, force)
    scores = []
    for days in HORIZONS:
        inside, crps, as_now = 0, [], []
        for at in (at for at in origins if at + days * DAY <= period.until):
            forecast, came = forecast_away(counted[at], days), seen.at(at + days * DAY)
            low, _, high = forecast.range(CONFIDENCE)
            inside += low <= came <= high
            crps.append(forecast.crps(came))
            as_now.append(abs(came - counted[at].away))
        if crps:
            score = BacktestScore(days, len(crps), inside, sum(crps) / len(crps), sum(as_now) / len(as_now))
            scores.append(score)
    return tuple(scores)


def _origins(period: Period) -> Iterator[Instant]:
    """Yield the origins: evenly spaced by whole steps of six hours, 60 at most."""
    length = period.until - period.start
    step = max(-(-length // (_MOST * 6 * HOUR)), 1) * 6 * HOUR
    at = period.start + max(length // _FIRST, DAY)
    while at < period.until:
        yield at
        at += step


def _as_known(situation: Situation, at: Instant) -> Situation:
    """Return the situation at an origin, as known then."""
    known_at = at if situation.known_at is None else min(at, situation.known_at)
    return replace(situation, at=at, known_at=known_at)


class _AwaySeen:
    """The number of a force's people away over time, as known now."""

    def __init__(self, situation: Situation, force: str) -> None:
        moves = situation.moves
        states = states_of(situation, force)
        change = (states[moves.after] == AWAY).astype(np.int64) - (states[moves.before] == AWAY)
        self._at, self._away = moves.at, np.cumsum(change)

    def at(self, instant: Instant) -> int:
        """Return the number at an instant."""
        place = int(np.searchsorted(self._at, instant, side="right")) - 1
        return int(self._away[place]) if place >= 0 else 0
