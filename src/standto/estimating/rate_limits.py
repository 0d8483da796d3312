"""What cannot be told from a record, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from standto.estimating.exact_intervals import garwood
from standto.estimating.rate_ranges import CONFIDENCE
from standto.wording import counted

if TYPE_CHECKING:
    from standto.estimating.away_counts import TimeAway
    from standto.estimating.rate_facts import RatesFacts

_FEW = 5
"""Fewer returns or answers than this say little."""
_SHORT = 28
"""A record of fewer days than this says nothing of weeks and seasons."""


def not_told(rates: RatesFacts) -> tuple[str, ...]:
    """Return what the record cannot tell, the gravest first."""
    return (*_about_step_backs(rates), *_about_returns(rates), *_about_the_rest(rates))


def _about_step_backs(rates: RatesFacts) -> Iterator[str]:
    home = rates.home
    if not home.step_backs:
        yield "How likely step-backs are: none was recorded, so only the upper end of the range means anything."
    elif not rates.steady:
        most, hours = max(rates.parts.counts), counted(rates.parts.hours, "hour")
        yield (
            f"How many may step back together next time: {most:,} of {home.step_backs:,} step-backs came within "
            f"{hours}. They did not come one by one at a steady rate, so their ranges are too narrow. The size of a "
            "shock is yours to assume."
        )
    else:
        yield "Whether many may step back together: in this record they did not."
    yield (
        "Whether one step-back leads to others, or why anybody steps back: a record cannot tell this from a common "
        "cause, and no reason is ever recorded."
    )


def _about_returns(rates: RatesFacts) -> Iterator[str]:
    home = rates.home
    if not home.away_days:
        yield "How likely returns are: nobody was away."
        return
    if home.returns < _FEW:
        yield f"How likely returns are, but roughly: {counted(home.returns, 'return')} in the record."
    earlier = [band for band in home.by_time_away if band.person_days]
    if not _falls(earlier):
        yield "Whether returns become rarer with time away: the ranges by time away overlap."
    if home.away:
        yield (
            f"When the {counted(home.away, 'person', 'people')} still away will return: those who have returned "
            "need not be like them."
        )


def _falls(bands: list[TimeAway]) -> bool:
    """Return whether a later band's rate of returns lies wholly below an earlier one's."""
    ranges = [
        (low / float(band.person_days), high / float(band.person_days))
        for band in bands
        for low, high in [garwood(band.returns, CONFIDENCE)]
    ]
    return any(later[1] < earlier[0] for place, later in enumerate(ranges) for earlier in ranges[:place])


def _about_the_rest(rates: RatesFacts) -> Iterator[str]:
    if rates.days < _SHORT:
        yield f"Weeks, seasons and rare events: the record has {counted(round(rates.days), 'day')}."
    answers = rates.donors.confirmed + rates.donors.declined
    if answers < _FEW:
        yield f"How donors answer: {counted(answers, 'pool')} confirmed or declined."
    else:
        yield "Whether donors refuse together: the record has one time at which they were asked."
