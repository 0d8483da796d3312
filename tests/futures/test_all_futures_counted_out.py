"""Small cases in which every future is counted out with fractions, and the frequencies drawn agree with the chances.

The number of futures with an outcome is binomial. Each test looks at all outcomes of a case at once. One seed in a
million, at most, would make it fail a sound program: each outcome has an equal part of that, and its count has exact
bounds. The seed is fixed, so a test that passes passes for good.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import permutations, product

import numpy as np
import pytest

from standto import read_scenario
from standto.assuming.processes import (
    Among,
    CommonShock,
    DecisionDay,
    DonorAnswer,
    Lapsing,
    Returning,
    SteadyStepBack,
    StepBackShock,
    UsualAbsence,
    Weight,
)
from standto.assuming.ranges import Spread
from standto.futures.future_events import FOR_GOOD
from standto.futures.mustering import muster_of
from standto.model.time import HOUR
from standto.register import situation_of
from tests.chance.binomial import bounds
from tests.futures.assumed import assumptions_with, point, whole
from tests.futures.small_musters import SKILLS, START, drawn_from, muster_with, spells_by_future
from tests.register.building import event, period, pool, scenario, when

FUTURES = 4_000
ERROR = Fraction(1, 1_000_000)


def agree(outcomes, chances):
    """Assert that outcomes are as frequent as their chances allow, and that no other occurs."""
    assert sum(chances.values()) == 1
    found = Counter(outcomes)
    assert set(found) <= {outcome for outcome, chance in chances.items() if chance}
    for outcome, chance in chances.items():
        low, high = bounds(len(outcomes), chance, ERROR / len(chances))
        assert low <= found[outcome] <= high, (outcome, float(chance), found[outcome])


def summed(pairs):
    chances = Counter()
    for outcome, chance in pairs:
        chances[outcome] += chance
    return dict(chances)


def test_a_chance_of_error_has_exact_bounds():
    # Of two throws of a coin, fewer than one head has the chance 1/4.
    assert bounds(2, Fraction(1, 2), Fraction(1, 2)) == (1, 1)
    assert bounds(2, Fraction(1, 2), Fraction(49, 100)) == (0, 2)


def test_a_shock_takes_slots_by_weight_one_after_another_at_moments_of_its_own():
    # Slots 0 and 1 weigh 1, slots 2 and 3 weigh 3. Of the 60 minutes, 40 are in the first step. Of 0, 1 or 2 people.
    muster = muster_with(4, (2 / 3, 1 / 3), skilled=(2, 3))
    shock = StepBackShock(
        "shock", whole(0, 2), START, START + HOUR, weights=(Weight(Among(capabilities=SKILLS[:1]), 3),)
    )
    weights, minutes = (1, 1, 3, 3), (Fraction(2, 3), Fraction(1, 3))

    def counted_out():
        for number in range(3):
            for chosen in permutations(range(4), number):
                chance, left = Fraction(1, 3), sum(weights)
                for slot in chosen:
                    chance *= Fraction(weights[slot], left)
                    left -= weights[slot]
                for steps in product(range(2), repeat=number):
                    outcome = tuple(sorted((slot, step, FOR_GOOD) for slot, step in zip(chosen, steps, strict=True)))
                    yield (
                        outcome,
                        chance * (minutes[steps[0]] if steps else 1) * (minutes[steps[-1]] if number > 1 else 1),
                    )

    agree(spells_by_future(drawn_from(assumptions_with(shock), muster).stepped_back), summed(counted_out()))


def test_steady_step_backs_are_trials_by_slot_and_week():
    # Two slots over two weeks in steps of half a week; nobody returns, so the first step-back is the only one.
    muster = muster_with(2, (84,) * 4)
    steady = SteadyStepBack("steady", Spread(Fraction(1, 4), Fraction(1, 4)))

    def one_slot(slot):
        for step in range(4):
            yield ((slot, step, FOR_GOOD),), Fraction(3, 4) ** (step // 2) * Fraction(1, 8)
        yield (), Fraction(9, 16)

    chances = summed((first + second, one * two) for (first, one), (second, two) in product(one_slot(0), one_slot(1)))
    agree(spells_by_future(drawn_from(assumptions_with(steady), muster).stepped_back), chances)


def test_a_range_of_rates_is_the_mixture_of_its_levels():
    muster = muster_with(1, (168,))
    steady = SteadyStepBack("steady", Spread(Fraction(0), Fraction(1, 2)))
    taken = sum(Fraction(level, 64) for level in range(33)) / 33
    chances = {((0, 0, FOR_GOOD),): taken, (): 1 - taken}
    agree(spells_by_future(drawn_from(assumptions_with(steady), muster).stepped_back), chances)


def returns_counted_out(age, left, steps, at, *, share, half, after, renewal):
    """Yield each step of return in half days with its chance, for somebody away for some hours who left in a step."""
    staying = Fraction(1)
    days = steps // 2
    for day in range(days):
        chance = Fraction(2, 5) / (1 + Fraction(age // 24 + day) / half)
        for hour in range(1, 25):
            yield from own_or_decided(
                left, 24 * day + hour, staying * chance / 24, age, at, share, after, renewal, steps
            )
        staying *= 1 - chance
    yield from own_or_decided(left, None, staying, age, at, share, after, renewal, steps)


def own_or_decided(left, hours, chance, age, at, share, after, renewal, steps):
    decided = left * 12 < at and (hours is None or at < left * 12 + hours)
    ways = [(None if hours is None else left * 12 + hours, chance * (1 - share if decided else 1))]
    ways += [(at, chance * share)] if decided else []
    for back, likely in ways:
        if back is None:
            yield FOR_GOOD, likely
            continue
        away = age + back - left * 12
        step = -(-(back + (24 * renewal if away >= 24 * after else 0)) // 12)
        yield step if step < steps else FOR_GOOD, likely


@pytest.mark.parametrize(("age", "left"), [(0, 1), (30, 0), (90, 0)])
def test_returns_have_the_hazard_that_falls_with_days_away_and_expected_decisions(age, left):
    # Six half days. Somebody steps back at the second, or has been away for 30 or 90 hours at the start.
    muster = muster_with(1, (12,) * 6, away=[(0, age)] if age else ())
    processes = [
        Returning(
            "returns",
            point(Fraction(2, 5)),
            point(Fraction(3, 2)),
            (DecisionDay(START + 40 * HOUR, point(Fraction(1, 3))),),
        ),
        Lapsing("lapses", point(2), point(1)),
        StepBackShock("shock", whole(1, 1), START + 12 * HOUR, START + 24 * HOUR),
    ]
    way = {"share": Fraction(1, 3), "half": Fraction(3, 2), "after": 2, "renewal": 1}
    chances = summed((((0, left, until),), chance) for until, chance in returns_counted_out(age, left, 6, 40, **way))
    agree(spells_by_future(drawn_from(assumptions_with(*processes[: 2 if age else 3]), muster).stepped_back), chances)


def test_a_return_at_the_very_end_of_the_days_finds_the_tickets_lapsed():
    # Away since the start, everybody returns within a day, at any hour alike; those of the last hour renew for a day.
    muster = muster_with(1, (12,) * 6, away=[(0, 0)])
    returns, lapses = Returning("returns", point(1)), Lapsing("lapses", point(1), point(1))
    chances = {((0, 0, step),): Fraction(hours, 24) for step, hours in ((1, 12), (2, 11), (4, 1))}
    agree(spells_by_future(drawn_from(assumptions_with(returns, lapses), muster).stepped_back), chances)


def test_a_decision_at_the_start_returns_people_who_were_away_before_it():
    # Slot 0 has been away for an hour, slot 1 since the start itself; a decision an hour ago is no longer to come.
    muster = muster_with(2, (1, 1), away=[(0, 1), (1, 0)])
    days = (DecisionDay(START - HOUR, point(1)), DecisionDay(START, point(Fraction(1, 3))))
    found = drawn_from(assumptions_with(Returning("returns", point(0), days=days)), muster).stepped_back
    stays = (1, 0, FOR_GOOD)
    agree(
        spells_by_future(found),
        {((0, 0, 0), stays): Fraction(1, 3), ((0, 0, FOR_GOOD), stays): Fraction(2, 3)},
    )


def test_a_common_shock_takes_people_together():
    muster = muster_with(2, (1, 1))
    shock = CommonShock(
        "storm", point(Fraction(1, 3)), START, START + 2 * HOUR, point(Fraction(3, 4)), point(Fraction(1, 2))
    )

    def counted_out():
        yield (), Fraction(2, 3)
        for step, taken in product(range(2), product((False, True), repeat=2)):
            outcome = tuple((slot, step, FOR_GOOD) for slot in range(2) if taken[slot])
            yield outcome, Fraction(1, 6) * Fraction(3, 4) ** sum(taken) * Fraction(1, 4) ** (2 - sum(taken))

    agree(spells_by_future(drawn_from(assumptions_with(shock), muster).stepped_back), summed(counted_out()))


def test_usual_absences_start_in_any_second_of_the_week_and_last_whole_days():
    # One week in days. An absence of some days covers the day in which it starts, and all others that it touches.
    muster = muster_with(1, (24,) * 7)
    absence = UsualAbsence("leave", point(Fraction(3, 5)), whole(1, 2))

    def counted_out():
        yield (), Fraction(2, 5)
        for day, lasting in product(range(7), (1, 2)):
            until = day + lasting + 1
            seconds = 86_400
            share = Fraction(3, 5) / 7 / 2
            # In the first second of a day the absence ends with a day.
            yield ((0, day, until if until < 7 else FOR_GOOD),), share * Fraction(seconds - 1, seconds)
            yield ((0, day, until - 1 if until - 1 < 7 else FOR_GOOD),), share * Fraction(1, seconds)

    agree(spells_by_future(drawn_from(assumptions_with(absence), muster).absent), summed(counted_out()))


def test_a_slot_that_returned_may_step_back_again_and_one_that_is_away_may_not():
    # Everybody steps back every week, and returns within a day: in each week once, at a day of its own.
    muster = muster_with(1, (24,) * 14)
    processes = (
        SteadyStepBack("steady", point(1)),
        Returning("returns", point(1)),
    )
    for spells in spells_by_future(drawn_from(assumptions_with(*processes), muster).stepped_back):
        days = [start for _, start, _ in spells]
        # On the day after a step-back the slot is still away: the step-back of the week before is the only one.
        assert [day // 7 for day in days] in ([0, 1], [0])
        assert len(days) == 2 or days == [6]


def test_donors_answer_alone_and_withdraw_together():
    # Two pools of a force and the military, with 1 place present, 2 confirmed and 4 waiting each; three hours.
    muster, scenario = lent(1, 2, 4)
    last_step = (int(muster.starts[2]), int(muster.untils[2]))
    processes = (
        DonorAnswer("kent", "kent-arv", point(Fraction(1, 4)), point(Fraction(1, 3)), whole(0, 1)),
        DonorAnswer("mod", "mod-support", point(Fraction(1, 2)), point(0), point(1)),
        CommonShock("storm", point(Fraction(2, 5)), *last_step, point(0), point(Fraction(1, 2))),
    )
    drawn = drawn_from(assumptions_with(*processes), muster, scenario=scenario)
    pools = [muster.pools.index(pool) for pool in ("kent-arv", "sussex-arv", "mod-support")]
    found = [tuple(map(tuple, future)) for future in drawn.places.places[:, pools].transpose(2, 1, 0).tolist()]

    def counted_out():
        ways = product((0, 1), (False, True), (False, True), (False, True), (None, (0, 0), (0, 1), (1, 0), (1, 1)))
        for hours, confirms, withdraws, soldiers, storm in ways:
            chance = Fraction(1, 2) * (Fraction(1, 4) if confirms else Fraction(3, 4)) * Fraction(1, 2)
            chance *= (Fraction(1, 3) if withdraws else Fraction(2, 3)) * (Fraction(1, 10) if storm else Fraction(3, 5))
            kent = [1 + (step >= hours and not withdraws) * (2 + 4 * confirms) for step in range(3)]
            sussex, mod = [3, 3, 3], [1] + [3 + 4 * soldiers] * 2
            if storm:
                kent[2], sussex[2] = kent[2] * (not storm[0]), sussex[2] * (not storm[1])
            yield (tuple(kent), tuple(sussex), tuple(mod)), chance

    agree(found, summed(counted_out()))


def test_the_hours_of_an_answer_run_also_while_the_places_may_do_nothing():
    """Places confirmed by the start, which count six hours later, are there when their period begins after twelve."""
    tables = {"pools": (pool(count=2, period=period("23T06:00", "23T08:00")),), "ends": "23T10:00"}
    force = scenario(event("aid-confirmed", "kent-arv", "22T12:00"), **tables)
    muster = muster_of(situation_of(force, at=when("22T18:00")))
    answer = DonorAnswer("kent", "kent-arv", point(1), point(0), point(6))
    places = drawn_from(assumptions_with(answer), muster, futures=1, scenario=force).places.places
    assert places[:, 0, 0].tolist() == [0] * 12 + [2, 2] + [0, 0]


def lent(*states):
    """Return a muster with some places of each pool present, confirmed and waiting, and its scenario."""
    scenario = read_scenario("london-2023")
    start = scenario.instant("2023-09-22T12:00")
    muster = muster_of(situation_of(scenario, at=start), until=start + 3 * HOUR)
    numbers = np.array(states)[:, None, None]
    placed = np.broadcast_to(numbers, muster.pool_states.shape).copy()
    kinds = np.zeros_like(muster.pool_kind)
    return replace(muster, pool_kind=kinds, pool_states=placed, pool_places=placed[0] + placed[1]), scenario
