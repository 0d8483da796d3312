"""Bars of an outlook's report: breaking points, and whatever else was weighed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.charting.range_bars import RangeBar
from standto.reporting.document import Column, Paragraph, Section, Table, Words
from standto.reporting.outlook_pictures import bars_picture
from standto.weighing.breaking_screen import group_words
from standto.weighing.value_records import help_name
from standto.wording import moment
from standto.wording.error_digits import with_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.weighing.breaking_facts import BreakingPoint, BreakingPointsFacts
    from standto.weighing.value_facts import HelpValue, HelpValuesFacts

MOST = 12
"""The most bars of a picture; the table has all rows."""
_MINUTES = 60


@dataclass(frozen=True, slots=True)
class WeighedBars:
    """Something weighed across the futures, as bars: the value of help, or the weight of each assumption.

    Attributes
    ----------
    id, title
        The id and the heading of its section.
    words
        What the bars mean, in a sentence or two.
    unit
        The unit of the axis.
    rows
        The bars, the longest first.
    """

    id: str
    title: str
    words: str
    unit: str
    rows: tuple[RangeBar, ...]


def weighed_section(weighed: WeighedBars) -> Section:
    """Return the section of something weighed: its bars, and the table behind them."""
    told = [f"{row.name} {row.words}" for row in weighed.rows[:3]]
    words = f"{weighed.title}. {'; '.join(told) or 'Nothing to show'}."
    columns = (Column("What"), Column(weighed.unit[0].upper() + weighed.unit[1:]))
    table = Table(Words(weighed.title), columns, tuple((Words(row.name), Words(row.words)) for row in weighed.rows))
    blocks = [Paragraph(Words(weighed.words))]
    pictures = [bars_picture(weighed.title, weighed.rows[:MOST], weighed.unit, words)] if weighed.rows else []
    return Section(weighed.id, weighed.title, (*blocks, *pictures, table))


def breaking_bars(points: BreakingPointsFacts) -> Iterator[WeighedBars]:
    """Yield the breaking points of each criticality as bars: the worst case, and the range of random orders."""
    for criticality in sorted({one.criticality for one in points.points}):
        found = [one for one in points.points if one.criticality == criticality and one.ends and one.worst is not None]
        found.sort(key=lambda one: one.worst or 0)
        yield WeighedBars(
            f"breaking-{criticality}",
            f"Smallest step-back that breaks criticality {criticality}",
            "The bar is the worst case, which is exact: no smaller number of that group can break it, whoever leaves. "
            "The line goes from the number that breaks it in 5 of 100 random orders to that of 95. These numbers do "
            "not depend on the assumptions.",
            "step back at once",
            tuple(_bar(points, one) for one in found),
        )


def _bar(points: BreakingPointsFacts, one: BreakingPoint) -> RangeBar:
    low, middle, high = (None, None, None) if one.orders is None else one.orders
    worst = one.worst or 0
    words = f"{worst:,} of {one.size:,} at worst" if worst else "short already"
    if middle is not None and worst:
        ends = " to ".join(f"{end:,}" if end is not None else "never" for end in (low, high))
        words += f"; {middle:,} at random ({ends})"
    return RangeBar(group_words(points, one), worst, low if high is not None else None, high, words)


def value_bars(values: HelpValuesFacts) -> WeighedBars:
    """Return the value of each help as bars: the mean place-hours that it saves, with a line of two standard errors."""
    return WeighedBars(
        "value",
        "What each help would save",
        f"The bar is the difference that a help makes in the same {values.futures:,} futures, so that differences are "
        f"not noise, if these assumptions hold. It is asked for at {moment(values.scenario.zone, values.asked)}. The "
        "line goes two standard errors of the difference to each side.",
        "place-hours saved, on average",
        tuple(_value_bar(values, one) for one in values.best),
    )


def _value_bar(values: HelpValuesFacts, one: HelpValue) -> RangeBar:
    saved = one.differences[-1]
    # The tally is in place-minutes.
    mean, variance = saved.mean / _MINUTES, saved.variance / _MINUTES**2
    words = with_error(mean, variance).text if variance else f"{float(mean):,g}"
    reach = 2 * math.sqrt(variance)
    return RangeBar(
        help_name(values.scenario, one.sort, one.id), float(mean), float(mean) - reach, float(mean) + reach, words
    )
