"""Rates as rows and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from standto.estimating.rate_limits import not_told

if TYPE_CHECKING:
    from fractions import Fraction

    from standto.estimating.rate_facts import RateRow, RatesFacts
    from standto.estimating.rate_ranges import EstimatedChance

_DIGITS = 6


def rates_columns() -> dict[str, type]:
    """Return the columns of the rows in order, each with the type of its values."""
    whole = ("there", "away", "step_backs", "returns")
    chances = [f"{name}{end}" for name in ("step_back_week", "return_day", "back") for end in ("_low", "", "_high")]
    return {
        "force": str,
        "capability": str,
        **dict.fromkeys(whole, int),
        **dict.fromkeys(("there_days", "away_days", *chances), float),
    }


def rates_rows(rates: RatesFacts) -> list[dict[str, Any]]:
    """Return a flat row for each force and capability; `capability` is None for all together."""
    return [_row(row) for row in rates.by_row]


def rates_json(rates: RatesFacts) -> dict[str, Any]:
    """Return the answer for JSON."""
    iso, situation = rates.scenario.zone.iso, rates.situation
    return {
        "format": 1,
        "scenario": rates.scenario.title,
        "from": iso(rates.period.start),
        "at": iso(rates.period.until),
        "known_at": None if situation.known_at is None else iso(situation.known_at),
        "confidence": rates.confidence,
        "rates": [_row_json(row) for row in rates.by_row],
        "step_backs": {"hours": rates.parts.hours, "counts": list(rates.parts.counts), "steady": rates.steady},
        "donors": rates.donors._asdict(),
        "backtests": [
            {
                "days": score.days,
                "origins": score.origins,
                "inside": score.inside,
                "crps": round(score.crps, _DIGITS),
                "crps_as_now": round(score.crps_as_now, _DIGITS),
                "beats": score.beats,
            }
            for score in rates.scores
        ],
        "forecasts": [
            {"days": one.days, "at": iso(one.at), "low": one.low, "middle": one.middle, "high": one.high}
            for one in rates.forecasts
        ],
        "no_forecast": rates.no_forecast,
        "not_told": list(not_told(rates)),
    }


def _row(row: RateRow) -> dict[str, Any]:
    counts = row.counts
    flat: dict[str, Any] = {
        "force": counts.force,
        "capability": counts.capability or None,
        "there": counts.there,
        "away": counts.away,
        "step_backs": counts.step_backs,
        "returns": counts.returns,
        "there_days": _days(counts.there_days),
        "away_days": _days(counts.away_days),
    }
    for name, found in (("step_back_week", row.step_back), ("return_day", row.returning), ("back", row.back)):
        low, best, high = (None, None, None) if found is None else found
        flat |= {f"{name}_low": low, name: best, f"{name}_high": high}
    return flat


def _row_json(row: RateRow) -> dict[str, Any]:
    counts = row.counts
    return {
        "force": counts.force,
        "capability": counts.capability or None,
        "there": counts.there,
        "away": counts.away,
        "away_before": counts.away_before,
        "step_backs": counts.step_backs,
        "returns": counts.returns,
        "there_days": _days(counts.there_days),
        "away_days": _days(counts.away_days),
        "step_back_week": _chance(row.step_back),
        "return_day": _chance(row.returning),
        "back": _chance(row.back),
        "by_time_away": [
            {
                "days": band.days,
                "until_days": band.until_days,
                "returns": band.returns,
                "person_days": _days(band.person_days),
            }
            for band in counts.by_time_away
        ],
    }


def _chance(found: EstimatedChance | None) -> dict[str, float] | None:
    return None if found is None else {key: round(value, _DIGITS) for key, value in found._asdict().items()}


def _days(days: Fraction) -> float:
    """Return days to the second decimal."""
    return round(float(days), 2)
