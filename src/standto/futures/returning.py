"""Returns: how long slots that stepped back stay away, expected decisions, and tickets that lapse meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.assuming.processes import Lapsing, Returning
from standto.chance.compiling import compiled
from standto.chance.random_words import long_word, words_at
from standto.chance.whole_numbers import number_below
from standto.futures.chosen_slots import first_about
from standto.futures.days_away import day_thresholds
from standto.futures.drawn_numbers import DAY_SECONDS, HOUR_SECONDS, DrawnNumber
from standto.futures.future_events import FOR_GOOD, AbsentSlots, Departures, FutureBlock
from standto.futures.muster import Muster
from standto.futures.step_times import StepTimes, step_from
from standto.model.scenario import Scenario
from standto.model.time import FOREVER, SECOND


class Decision(NamedTuple):
    """A day of an expected decision: its second from the start, and the share of those away who then return."""

    second: int
    share: DrawnNumber


@dataclass(frozen=True)
class ReturnRule:
    """One process of returns.

    Attributes
    ----------
    process
        The number of the process.
    per_day, halves_after_days
        Its numbers.
    decisions
        Its expected decisions, by time.
    """

    process: int
    per_day: DrawnNumber
    halves_after_days: DrawnNumber | None
    decisions: tuple[Decision, ...]

    def rows(self, block: FutureBlock) -> NDArray[np.int64]:
        """Return the row of `day_thresholds` for each future, shape (futures,)."""
        if self.halves_after_days is None:
            return self.per_day.levels(block)
        width = len(self.halves_after_days.spread.levels)
        return self.per_day.levels(block) * width + self.halves_after_days.levels(block)

    def table(self, age: int, days: int) -> NDArray[np.uint64]:
        """Return the thresholds of those who have been away for some whole days at the start."""
        halves = self.halves_after_days
        return day_thresholds(self.per_day.spread, None if halves is None else halves.spread, age, days)


class LapseRule(NamedTuple):
    """One process of lapsing tickets: the days away until they lapse, and those until they are renewed."""

    after_days: DrawnNumber
    requalify_days: DrawnNumber


class DayTables(NamedTuple):
    """The tables of days away of all rules, one below the other.

    Attributes
    ----------
    bases
        The first row for each rule and number of days away at the start, shape (rules, ages).
    thresholds
        The tables of `day_thresholds`, shape (rows, days).
    """

    bases: NDArray[np.int64]
    thresholds: NDArray[np.uint64]


@dataclass(frozen=True)
class DrawnReturns:
    """Returns of slots that have stepped back.

    The chance that a slot away for `a` whole days returns within the day after is ``q(a) = p / (1 + a / h)``, where `p`
    is the chance within the first day and `h` the days after which it has halved; without `h` it stays `p`. Every hour
    of that day is equally likely, and the slot counts from the first step that starts when the hour is over. On the day
    of an expected decision, the first instant among them, each slot that is away then returns with the share of its
    future, whatever its age. A return
    after the days in which tickets lapse counts only once the days of renewal are over.

    Source: ``p / (1 + a / h)`` is the hazard of the beta-geometric distribution, in which everybody has a constant
    chance of their own, from a beta distribution with the parameters ``p h`` and ``(1 - p) h``: the chance among those
    still away falls because those with a great one return first. See C. R. Weinberg and B. C. Gladen, "The
    beta-geometric distribution applied to comparative fecundability studies", Biometrics 42 (1986). Units: chances in a
    day; days of 24 hours from the step-back. Limits: the days away before the start are rounded down to whole days for
    `q`, though not for lapses. Time of day and day of the week play no part, and neither do the returns of others.

    The draws: the class of the slot, and for step one more than that of the step-back (0: before the start). Draw 0 has
    the day and the hour; the decisions follow two by two. So the return of a slot that steps back at a step depends on
    nothing else: not on other slots, nor on what made it step back.

    Attributes
    ----------
    rules
        The processes of returns.
    rule_of
        The rule of each slot, -1 for none: it never returns; shape (slots,).
    lapses
        The processes of lapsing tickets.
    lapse_of
        The one of each slot, -1 for none, shape (slots,).
    ages, age_of
        The distinct numbers of whole days away at the start, 0 first; and the place of each slot's among them.
    before
        The seconds that each slot had been away at the start, 0 for those who were not, shape (slots,).
    times
        The steps.
    """

    rules: tuple[ReturnRule, ...]
    rule_of: NDArray[np.int64]
    lapses: tuple[LapseRule, ...]
    lapse_of: NDArray[np.int64]
    ages: tuple[int, ...]
    age_of: NDArray[np.int64]
    before: NDArray[np.int64]
    times: StepTimes

    def returns(self, block: FutureBlock, departures: Departures) -> AbsentSlots:
        """Draw the step from which each departed slot counts again; absences start with the departures, -1 too."""
        shares = [decision.share.thresholds(block) for rule in self.rules for decision in rule.decisions]
        until = np.full(len(departures.slot), FOR_GOOD, dtype=np.int32)
        _draw_returns(
            until,
            departures,
            block.seed,
            block.futures.astype(np.int64),
            self.rule_of,
            np.array([rule.process for rule in self.rules], dtype=np.int64),
            self._tables.bases,
            _stacked([rule.rows(block) for rule in self.rules], block),
            self._tables.thresholds,
            np.cumsum([0, *(len(rule.decisions) for rule in self.rules)]),
            np.array([decision.second for rule in self.rules for decision in rule.decisions], dtype=np.int64),
            np.array(shares, dtype=np.uint64).reshape(len(shares), len(block.futures)),
            self.lapse_of,
            _stacked([rule.after_days.whole(block, DAY_SECONDS) for rule in self.lapses], block),
            _stacked([rule.requalify_days.whole(block, DAY_SECONDS) for rule in self.lapses], block),
            self.age_of,
            self.before,
            self.times,
        )
        return AbsentSlots(departures.future, departures.slot, departures.step, until)

    @cached_property
    def _tables(self) -> DayTables:
        days = -(-self.times.end // DAY_SECONDS)
        tables = [rule.table(age, days) for rule in self.rules for age in self.ages]
        bases = np.cumsum([0, *(len(table) for table in tables)])[:-1].reshape(len(self.rules), len(self.ages))
        thresholds = np.concatenate([np.zeros((0, days), dtype=np.uint64), *tables])
        return DayTables(bases.astype(np.int64), thresholds)


def drawn_returns(
    returnings: Sequence[tuple[int, Returning]],
    lapsings: Sequence[Lapsing],
    numbers: dict[str, DrawnNumber],
    muster: Muster,
    times: StepTimes,
    scenario: Scenario,
) -> DrawnReturns:
    """Return the processes of returns made ready for a muster.

    Parameters
    ----------
    returnings
        Each with the number of its process.
    numbers
        Every assumed number by name.
    """
    away = muster.away_since < FOREVER
    before = np.where(away, -((muster.away_since - times.origin) // SECOND), 0)
    ages, age_of = np.unique(np.append(before // DAY_SECONDS, 0), return_inverse=True)
    return DrawnReturns(
        rules=tuple(_rule(number, returning, numbers, times) for number, returning in returnings),
        rule_of=first_about([returning.among for _, returning in returnings], muster, scenario),
        lapses=tuple(
            LapseRule(numbers[f"{one.name}.after_days"], numbers[f"{one.name}.requalify_days"]) for one in lapsings
        ),
        lapse_of=first_about([one.among for one in lapsings], muster, scenario),
        ages=tuple(ages.tolist()),
        age_of=age_of[:-1].astype(np.int64),
        before=before,
        times=times,
    )


def _rule(process: int, returning: Returning, numbers: dict[str, DrawnNumber], times: StepTimes) -> ReturnRule:
    name = returning.name
    days = [
        Decision(times.second(day.at), numbers[f"{name}.days.{place}.share"])
        for place, day in enumerate(returning.days, start=1)
    ]
    halves = None if returning.halves_after_days is None else numbers[f"{name}.halves_after_days"]
    return ReturnRule(process, numbers[f"{name}.per_day"], halves, tuple(days))


def _stacked(rows: Sequence[NDArray[np.int64]], block: FutureBlock) -> NDArray[np.int64]:
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(block.futures))


@compiled
def _draw_returns(
    until: NDArray[np.int32],
    departures: Departures,
    seed: int,
    futures: NDArray[np.int64],
    rule_of: NDArray[np.int64],
    processes: NDArray[np.int64],
    bases: NDArray[np.int64],
    rows: NDArray[np.int64],
    table: NDArray[np.uint64],
    first_decision: NDArray[np.int64],
    decided_at: NDArray[np.int64],
    shares: NDArray[np.uint64],
    lapse_of: NDArray[np.int64],
    lapse_after: NDArray[np.int64],
    renewal: NDArray[np.int64],
    age_of: NDArray[np.int64],
    before: NDArray[np.int64],
    times: StepTimes,
) -> None:
    for one in range(len(until)):
        column, slot, step = departures.future[one], departures.slot[one], departures.step[one]
        rule = rule_of[slot]
        if rule < 0:
            continue
        left = times.starts[step] if step >= 0 else 0
        key = (seed, int(processes[rule]), int(futures[column]), int(slot) + 1, int(step) + 1)
        row = bases[rule, age_of[slot] if step < 0 else 0] + rows[rule, column]
        back = _own_return(left, table, row, key)
        # Decisions from the start on are drawn; at the start itself, they bring back those who were away before it.
        gone = left if step >= 0 else max(-before[slot], -1)
        for decision in range(first_decision[rule], first_decision[rule + 1]):
            place, at = decision - first_decision[rule], decided_at[decision]
            if gone < at < back and _is_decided(place, shares[decision, column], key):
                back = at
        lapse = lapse_of[slot]
        if lapse >= 0 and back < FOREVER:
            away = back - left + (before[slot] if step < 0 else 0)
            back += renewal[lapse, column] if away >= lapse_after[lapse, column] else 0
        until[one] = step_from(times, back)


@compiled
def _own_return(left: int, table: NDArray[np.uint64], row: int, key: tuple[int, int, int, int, int]) -> int:
    """Return the second at which somebody returns of their own accord; `FOREVER` if not in time."""
    high, low, hour, _ = words_at(*key, 0)
    word, days = long_word(high, low), 0
    # To count all days side by side is quicker than to stop at one that the processor cannot guess.
    for day in range(table.shape[1]):
        days += table[row, day] <= word
    if days == table.shape[1]:
        return FOREVER
    return left + days * DAY_SECONDS + (number_below(24, hour, 2, *key) + 1) * HOUR_SECONDS


@compiled
def _is_decided(place: int, share: np.uint64, key: tuple[int, int, int, int, int]) -> bool:
    """Return whether the expected decision at a place brings somebody back."""
    one, two, three, four = words_at(*key, 1 + place // 2)
    word = long_word(three, four) if place % 2 else long_word(one, two)
    return bool(word < share)
