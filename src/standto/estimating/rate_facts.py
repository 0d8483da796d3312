"""The facts of rates: what was counted, the chances that follow, the backtests, and what cannot be told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from standto.estimating.backtesting import FEWEST_CHANGES
from standto.estimating.rate_ranges import A_DAY, CONFIDENCE, WEEK, EstimatedChance, chance_within, share_of, too_uneven
from standto.model.time import DAY
from standto.wording import counted, moment

if TYPE_CHECKING:
    from standto.estimating.answers_of_donors import DonorRecord
    from standto.estimating.away_counts import AwayCounts
    from standto.estimating.backtesting import BacktestScore
    from standto.model.scenario import Scenario
    from standto.model.time import Instant, Period
    from standto.register import Situation

NO_FORECAST = "no forecast: it would not have beaten 'as now'"
"""What stands in the place of a forecast that no backtest supports."""


class ForecastRange(NamedTuple):
    """A forecast of the number away: its median and its 90 % interval.

    Attributes
    ----------
    days
        The days ahead.
    at
        The time that it is for.
    low, middle, high
        The ends of the 90 % range, and the middle.
    """

    days: int
    at: Instant
    low: int
    middle: int
    high: int


class RecordParts(NamedTuple):
    """Counts in equal parts of a record, from its start.

    Attributes
    ----------
    hours
        The length of each part.
    counts
        The count of each whole part.
    """

    hours: int
    counts: tuple[int, ...]


class RateRow(NamedTuple):
    """The chances of a force and a capability, or all.

    Attributes
    ----------
    counts
        What was counted.
    step_back
        The chance that somebody steps back within a week.
    returning
        The chance that somebody away returns within a day.
    back
        The share of those who stepped back who are not away at the end.
    """

    counts: AwayCounts
    step_back: EstimatedChance | None
    returning: EstimatedChance | None
    back: EstimatedChance | None


@dataclass(frozen=True, repr=False)
class RatesFacts:
    """The rates of step-backs and returns in a record.

    Attributes
    ----------
    situation
        The situation asked about; its `at` is the end of the record.
    period
        The record that was counted.
    counts
        The counts by force and capability: for each force, all capabilities together first.
    parts
        The number of step-backs of the home force in equal parts of the record.
    donors
        What the record says about donors.
    scores
        The backtests of the number away of the home force, by days ahead.
    forecasts
        The forecasts, for those days ahead for which the backtests beat "as now".
    """

    situation: Situation
    period: Period
    counts: tuple[AwayCounts, ...]
    parts: RecordParts
    donors: DonorRecord
    scores: tuple[BacktestScore, ...]
    forecasts: tuple[ForecastRange, ...]

    @property
    def scenario(self) -> Scenario:
        """The scenario asked about."""
        return self.situation.scenario

    @property
    def confidence(self) -> float:
        """The confidence of every interval."""
        return CONFIDENCE

    @property
    def asked_period(self) -> Period:
        """The time asked about."""
        return self.period

    @cached_property
    def home(self) -> AwayCounts:
        """The counts of the home force, all capabilities together."""
        return next(each for each in self.counts if each.force == self.scenario.home and not each.capability)

    @cached_property
    def by_row(self) -> tuple[RateRow, ...]:
        """The chances of each row of counts."""
        return tuple(
            RateRow(
                counts=each,
                step_back=chance_within(each.step_backs, each.there_days, WEEK),
                returning=chance_within(each.returns, each.away_days, A_DAY),
                back=share_of(each.back, each.leavers),
            )
            for each in self.counts
        )

    @cached_property
    def steady(self) -> bool:
        """Whether the step-backs may have come one by one at a steady rate."""
        return not too_uneven(self.parts.counts)

    @property
    def days(self) -> float:
        """The length of the record in days."""
        return (self.period.until - self.period.start) / DAY

    @property
    def headline(self) -> str:
        """The counts in a few words."""
        home, words = self.home, self.scenario.words
        away = f"{counted(home.away, words.person, words.people)} away"
        return f"{away}, {counted(home.step_backs, 'step-back')} and {counted(home.returns, 'return')} counted"

    @property
    def no_forecast(self) -> str:
        """Why there is no forecast of any days ahead; empty if there is one."""
        if self.forecasts:
            return ""
        if self.home.step_backs + self.home.returns < FEWEST_CHANGES or not any(score.judged for score in self.scores):
            return "no forecast: the record is too short to test one"
        return NO_FORECAST

    def known(self) -> str:
        """Return what the answer counts as known, in words; empty for everything."""
        known_at = self.situation.known_at
        return "" if known_at is None else f"as known {moment(self.scenario.zone, known_at)}"
