"""Bars of an outlook's report about what to do: waiting, reviews ahead, and which assumption matters."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from standto.charting.range_bars import RangeBar
from standto.reporting.outlook_bars import WeighedBars
from standto.weighing.review_ahead_screen import places_words
from standto.weighing.screening_facts import MEASURES
from standto.weighing.screening_screen import size_words
from standto.weighing.value_records import help_name
from standto.weighing.value_screen import difference_words
from standto.wording import moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.weighing.review_ahead_facts import RecommendedStep, ReviewsAheadFacts
    from standto.weighing.screening_facts import ScreenedAssumptionsFacts, TurnedRange
    from standto.weighing.waiting_facts import WaitingCost, WaitingCostsFacts

_MINUTES = 60
_PERCENT = 100


def waiting_bars(facts: WaitingCostsFacts) -> WeighedBars:
    """Return the costs of waiting as bars: the place-hours that are short in addition, with two standard errors."""
    start = moment(facts.scenario.zone, facts.situation.period.start)
    return WeighedBars(
        "waiting",
        "What waiting would cost",
        f"Each bar compares help asked for later with the same help asked for {start}, in the same {facts.futures:,} "
        "futures, if these assumptions hold. The line goes two standard errors of the difference to each side.",
        "place-hours more, on average",
        tuple(_waiting_bar(facts, one) for one in facts.dearest),
    )


def _waiting_bar(facts: WaitingCostsFacts, one: WaitingCost) -> RangeBar:
    cost = one.differences[-1]
    number, reach = float(cost.mean) / _MINUTES, 2 * math.sqrt(cost.variance) / _MINUTES
    name = f"{help_name(facts.scenario, one.sort, one.id)}, {moment(facts.scenario.zone, one.asked)}"
    return RangeBar(name, number, number - reach, number + reach, difference_words(cost)[0])


def screening_bars(facts: ScreenedAssumptionsFacts) -> WeighedBars:
    """Return the effects of the assumed ranges as bars, with a line of two standard errors; those without are left out.

    The effect is that on the place-hours of all criticalities.
    """
    last = len(facts.criticalities) - 1
    shown = [one for one in facts.order if one.effects(last, MEASURES[0]).size]
    quiet = len(facts.ranges) - len(shown)
    return WeighedBars(
        "matters",
        "Which assumption matters",
        "The bar is the mean change of the place-hours short, without its sign, as a range goes from its low end to "
        f"its high end and the others stay, over {facts.paths:,} paths and the same {facts.futures:,} futures. The "
        f"line goes two standard errors to each side. {quiet:,} of {len(facts.ranges):,} ranges change nothing and are "
        "left out. More or fewer is what happens on average as the range rises.",
        "place-hours from end to end",
        tuple(_screening_bar(one, last) for one in shown),
    )


def _screening_bar(one: TurnedRange, level: int) -> RangeBar:
    effects = one.effects(level, MEASURES[0])
    number, reach = float(effects.size), 2 * effects.error
    way = "more" if effects.mean > 0 else "fewer"
    words = f"{size_words(effects)} {way}"
    name = f"{one.name} ({float(one.spread.low):g} to {float(one.spread.high):g})"
    return RangeBar(name, number, max(number - reach, 0), number + reach, words)


def ahead_bars(facts: ReviewsAheadFacts) -> Iterator[WeighedBars]:
    """Yield the steps that reviews would recommend as bars, a section for each moment."""
    for place, at in enumerate(facts.moments):
        steps = [one for one in facts.recommended if one.at == at and one.changes]
        yield WeighedBars(
            f"ahead-{place + 1}",
            f"What the review would recommend {moment(facts.scenario.zone, at)}",
            f"The bar is the share of {facts.futures:,} futures whose review recommends the step, as things would be "
            "known then and with no decision before, if these assumptions hold. The line goes two standard errors to "
            "each side. The places come last: the median, and the fewest to the most.",
            "per cent of futures",
            tuple(_ahead_bar(facts, one) for one in steps),
        )


def _ahead_bar(facts: ReviewsAheadFacts, one: RecommendedStep) -> RangeBar:
    chance = facts.chance_of(len(one.places))
    number, reach = float(chance.share) * _PERCENT, 2 * chance.error * _PERCENT
    words = f"{chance.text}; {places_words(one)}"
    return RangeBar(one.id, number, max(number - reach, 0), min(number + reach, _PERCENT), words)
