"""What an outlook says of each thing judged, as lines that screens, reports and pages share."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from standto.model.time import HOUR, MINUTE, Instant
from standto.outlooks.chances import Chance
from standto.outlooks.distributions import HIGH, LOW, MIDDLE, quantiles_of, step_reached
from standto.presenting.margins import criticalities
from standto.wording import names_of
from standto.wording.error_digits import WithError, with_error

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from standto.futures.future_tally import FutureTally
    from standto.outlooks.outlook_facts import OutlookFacts

LEVELS = (LOW, MIDDLE, HIGH)
"""The levels of the quantiles of a line."""


@dataclass(frozen=True, slots=True)
class OutlookLine:
    """What an outlook says of one thing judged.

    Attributes
    ----------
    row
        Its place in the tally.
    sort, id, name
        ``criticality``, ``duty`` or ``crew``; its id, and its name.
    short
        The chance that it is short in any step.
    first
        The start of the step by which 5, 50 and 95 of 100 of the futures in which it is ever short have had their first
        gap; None if it is short in none.
    worst
        The step in which the fewest futures cover it; the earliest of several.
    start, until
        The instants of that step.
    covered
        The chance that it is covered then.
    missing
        The gap then that 5, 50 and 95 of 100 futures do not exceed.
    place_hours
        The mean place-hours short over the whole time with its standard error; None if it is the same in all futures.
    place_hours_mean
        The same mean, exactly.
    """

    row: int
    sort: str
    id: str
    name: str
    short: Chance
    first: tuple[Instant, Instant, Instant] | None
    worst: int
    start: Instant
    until: Instant
    covered: Chance
    missing: tuple[int, int, int]
    place_hours: WithError | None
    place_hours_mean: Fraction


def lines_of(facts: OutlookFacts) -> list[OutlookLine]:
    """Return a line for each thing judged, in the order of the tally."""
    names = judged_names(facts)
    return [_line(facts, row, name) for row, name in enumerate(names)]


def judged_names(facts: OutlookFacts) -> list[str]:
    """Return the name of each thing judged; criticalities are named with those before them."""
    scenario = facts.scenario
    names = names_of((*scenario.duties_in_order, *scenario.crews))
    return [
        criticalities(int(one.id)) if one.sort == "criticality" else names.get(one.id, one.id)
        for one in facts.tally.judged
    ]


def ever_short(tally: FutureTally, row: int) -> Chance:
    """Return the chance that a thing judged is short in any step."""
    return Chance(tally.futures - int(tally.first_gap[row, -1]), tally.futures)


def anything_short(tally: FutureTally) -> Chance:
    """Return the chance that a duty is short in any step, or a crew, if crews are likelier to be."""
    return max((ever_short(tally, row) for row in range(len(tally.judged))), default=Chance(0, tally.futures))


def rows_of(tally: FutureTally, *sorts: str) -> list[int]:
    """Return the places of the things judged of some sorts."""
    return [row for row, one in enumerate(tally.judged) if one.sort in sorts]


def _line(facts: OutlookFacts, row: int, name: str) -> OutlookLine:
    tally, one = facts.tally, facts.tally.judged[row]
    covered = tally.gaps[row][:, 0]
    worst = int(covered.argmin())
    # missing(q) = least g such that a share q of the futures has a gap of at most g in the worst step.
    low, middle, high = (int(quantiles_of(tally.gaps[row][worst], level)) for level in LEVELS)
    mean, spread = _place_hours(tally, row)
    return OutlookLine(
        row=row,
        sort=one.sort,
        id=one.id,
        name=name,
        short=ever_short(tally, row),
        first=_first(facts.starts, tally.first_gap[row]),
        worst=worst,
        start=int(facts.starts[worst]),
        until=int(facts.untils[worst]),
        covered=Chance(int(covered[worst]), tally.futures),
        missing=(low, middle, high),
        place_hours=with_error(mean, spread) if spread else None,
        place_hours_mean=mean,
    )


def _first(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> tuple[Instant, Instant, Instant] | None:
    """Return the instants by which 5, 50 and 95 of 100 futures with a gap have had their first."""
    gaps = counts[:-1]
    found = [step_reached(gaps, level, int(gaps.sum())) for level in LEVELS]
    low, middle, high = (None if step is None else int(starts[step]) for step in found)
    return None if low is None or middle is None or high is None else (low, middle, high)


def _place_hours(tally: FutureTally, row: int) -> tuple[Fraction, Fraction]:
    """Return the mean place-hours short, and the square of its standard error."""
    total, squares = (int(number) for number in tally.place_minutes[row])
    number, hour = tally.futures, HOUR // MINUTE
    mean = Fraction(total, number)
    # variance of the mean = (sum of x^2 - n mean^2) / (n (n - 1))
    spread = (squares - number * mean**2) / (number * (number - 1)) if number > 1 else Fraction(0)
    return mean / hour, spread / hour**2
