"""Rates for reading: the counts and chances, the returns by time away, the forecast, and what cannot be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.estimating.rate_limits import not_told
from standto.estimating.rate_ranges import A_DAY, chance_within
from standto.wording import counted, moment, names_of, span, wrapped
from standto.wording.sentences import in_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.estimating.away_counts import TimeAway
    from standto.estimating.backtesting import BacktestScore
    from standto.estimating.rate_facts import RatesFacts
    from standto.estimating.rate_ranges import EstimatedChance


def rates_text(rates: RatesFacts) -> str:
    """Return an answer as plain text."""
    parts = [_head(rates), _rows(rates), _time_away(rates), _forecast(rates), _not_told(rates)]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _head(rates: RatesFacts) -> list[str]:
    home, words = rates.home, rates.scenario.words
    asked = [f"Rates from the record, {span(rates.scenario.zone, *rates.period)}", rates.known()]
    away = counted(home.away, words.person, words.people)
    counts = f"{home.step_backs:,} stepped back and {home.returns:,} returned in the record"
    return [
        rates.scenario.title,
        *wrapped(", ".join(part for part in asked if part), hanging=2),
        "",
        *wrapped(f"AWAY NOW: {away} of {home.there + home.away:,}; {counts}.", hanging=2),
    ]


def _rows(rates: RatesFacts) -> list[str]:
    """Return a line for each force and capability."""
    forces = names_of(rates.scenario.forces)
    lines = [["", "there", "away", "stepped back", "returned", "steps back in a week", "returns in a day"]]
    for row in rates.by_row:
        counts = row.counts
        name = f"  {counts.capability}" if counts.capability else forces[counts.force]
        numbers = (counts.there, counts.away, counts.step_backs, counts.returns)
        lines.append([name, *(f"{number:,}" for number in numbers), _percent(row.step_back), _percent(row.returning)])
    note = "Ranges hold the true chance 9 times in 10, if people step back and return each on their own."
    if any(row.counts.capability for row in rates.by_row):
        note += " Somebody with several skills counts in the row of each."
    return [*in_columns(lines), *wrapped(note, indent=2)]


def _time_away(rates: RatesFacts) -> list[str]:
    """Return the returns by days away."""
    bands = [band for band in rates.home.by_time_away if band.person_days]
    if not bands:
        return []
    lines = [["after", "returns", "person-days away", "returns in a day"]]
    for band in bands:
        chance = chance_within(band.returns, band.person_days, A_DAY)
        lines.append([_band(band), f"{band.returns:,}", f"{float(band.person_days):,.1f}", _percent(chance)])
    return ["Returns by time away", *(f"  {line}" for line in in_columns(lines))]


def _band(band: TimeAway) -> str:
    if band.until_days is None:
        return f"{band.days} days or more"
    return f"{band.days} to {counted(band.until_days, 'day')}"


def _forecast(rates: RatesFacts) -> list[str]:
    """Return the forecasts that backtests support, and the backtests."""
    zone = rates.scenario.zone
    lines = ["Number away, if it goes on as in the record"]
    lines += [
        f"  {moment(zone, one.at)}: {one.middle:,}, with a chance of 9 in 10 from {one.low:,} to {one.high:,}"
        for one in rates.forecasts
    ]
    if rates.no_forecast:
        lines.append(f"  {rates.no_forecast}")
    for score in rates.scores:
        lines += wrapped(_score(score), indent=2, hanging=2)
    return lines


def _score(score: BacktestScore) -> str:
    """Return how good forecasts were, in words."""
    ahead, times = counted(score.days, "day"), counted(score.origins, "time")
    tested = f"Tested {ahead} ahead from {times} in the record: the range held {score.inside:,}"
    errors = f"mean error {_people(score.crps)}, of 'as now' {_people(score.crps_as_now)}"
    if not score.judged:
        return f"{tested}; {errors}: too few to judge."
    return f"{tested}; {errors}: {'better' if score.beats else 'not better'} than 'as now'."


def _people(error: float) -> str:
    return f"{error:,.0f}" if error >= 9.95 else f"{error:.1f}"


def _not_told(rates: RatesFacts) -> list[str]:
    return ["What this record cannot tell", *_bulleted(not_told(rates))]


def _bulleted(sentences: tuple[str, ...]) -> Iterator[str]:
    for sentence in sentences:
        yield from wrapped(f"- {sentence}", indent=2, hanging=2)


def _percent(found: EstimatedChance | None) -> str:
    """Return a chance with its range in percent, to two digits; no digit is beyond the range."""
    if found is None:
        return "-"
    return f"{_digits(found.low)} to {_digits(found.high)} %"


def _digits(chance: float) -> str:
    percent = 100 * chance
    return f"{percent:.0f}" if percent >= 9.95 else f"{percent:.2g}"
