"""Rates of step-backs and returns, from the record's own counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from standto.errors import OptionError
from standto.estimating.answers_of_donors import donor_record
from standto.estimating.away_counts import AwayCounts, counts_in
from standto.estimating.backtesting import FEWEST_CHANGES, backtests
from standto.estimating.forecasting_away import forecast_away
from standto.estimating.rate_facts import ForecastRange, RatesFacts, RecordParts
from standto.estimating.rate_ranges import CONFIDENCE
from standto.estimating.rate_records import rates_columns, rates_json, rates_rows
from standto.estimating.rate_screen import rates_text
from standto.model.result import Result
from standto.model.time import DAY, HOUR, Instant, Period
from standto.register import situated
from standto.wording import optional_instant

if TYPE_CHECKING:
    from standto.model.scenario import Scenario
    from standto.register import Situation
    from standto.wording import Moment


_FEWEST_DAYS = 4
"""A record of fewer days is looked at in parts of six hours."""


class Rates(RatesFacts, Result):
    """The rates of step-backs and returns in a record; its fields are `RatesFacts`."""

    def as_json(self) -> dict[str, Any]:
        """Return the answer in the form of the contract, ready for `json.dumps`."""
        return rates_json(self)

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return rates_columns()

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each force and capability, for a data frame."""
        return rates_rows(self)

    def summary(self) -> str:
        """Return the counts and chances, the forecast and what cannot be told, for reading."""
        return rates_text(self)


def rates(of: Situation | Scenario, *, since: Moment | None = None) -> Rates:
    """Return the rates of step-backs and returns in the record, by force and capability.

    Parameters
    ----------
    of
        A situation: the record ends at its `at`, with what was known at its `known_at`. Or a scenario: the record ends
        with its horizon, and all events count.
    since
        The start of the record; None: the start of the horizon. Step-backs before it are known as they are.

    Returns
    -------
    Rates
        The counts, exact intervals of the chances, backtests, a forecast where the backtests beat "as now", and what
        cannot be told from the record.

    Raises
    ------
    OptionError
        `of` is something else; or `since` is no moment, or not before the record's end.
    """
    situation = situated(of)
    scenario = situation.scenario
    until = scenario.horizon.until if situation.at is None else situation.at
    asked = optional_instant(since, scenario.zone, scenario.horizon, "since")
    period = Period(scenario.horizon.start if asked is None else asked, until)
    if period.start >= period.until:
        ends = scenario.zone.iso(period.until)
        raise OptionError(f"since: the record ends at {ends}: write a since before that, or a later at")
    home = counts_in(situation, period, scenario.home)
    scores = backtests(situation, period, scenario.home)
    enough = home.step_backs + home.returns >= FEWEST_CHANGES
    ahead = [score.days for score in scores if score.beats and enough]
    return Rates(
        situation=situation,
        period=period,
        counts=tuple(_all_counts(situation, period)),
        parts=_by_part(home.step_back_times, period),
        donors=donor_record(situation, until),
        scores=scores,
        forecasts=tuple(_forecast(home, until, days) for days in ahead),
    )


def _all_counts(situation: Situation, period: Period) -> list[AwayCounts]:
    """Return the counts of each force with people, of all capabilities first and then of each that somebody holds."""
    scenario = situation.scenario
    forces = {person.force for person in scenario.people} | {scenario.home}
    relevant = situation.records.skills
    capabilities = [one.id for one in scenario.capabilities if relevant.bit[one.id] & relevant.relevant]
    found = []
    for force in (one.id for one in scenario.forces_in_order if one.id in forces):
        each = [counts_in(situation, period, force, capability) for capability in ("", *capabilities)]
        found += [one for one in each if not one.capability or one.there_days or one.away_days]
    return found


def _by_part(times: tuple[Instant, ...], period: Period) -> RecordParts:
    """Return the number of times in each equal part of a period, from its start; the rest of the last has none."""
    length = DAY if period.until - period.start >= _FEWEST_DAYS * DAY else 6 * HOUR
    parts = [0] * ((period.until - period.start) // length)
    for at in times:
        if (place := (at - period.start) // length) < len(parts):
            parts[place] += 1
    return RecordParts(length // HOUR, tuple(parts))


def _forecast(counts: AwayCounts, until: Instant, days: int) -> ForecastRange:
    """Return the forecast of the number away some days after the record's end."""
    forecast = forecast_away(counts, days)
    return ForecastRange(days, until + days * DAY, *forecast.range(CONFIDENCE))
