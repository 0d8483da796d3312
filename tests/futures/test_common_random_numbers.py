"""Futures differ only by what differs between their assumptions: everything else is drawn the same."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from standto.assuming.processes import Among, Returning, SteadyStepBack, StepBackShock, UsualAbsence, Weight
from standto.assuming.ranges import Spread
from standto.errors import OptionError
from standto.futures.drawing import processes_of
from standto.futures.future_events import FOR_GOOD, Departures, FutureBlock
from standto.futures.levels import levels_of
from standto.model.time import FOREVER, HOUR
from tests.futures.assumed import assumptions_with, point, whole
from tests.futures.small_musters import SCENARIO, SKILLS, START, drawn_from, muster_with, spells_by_future

SHOCK = StepBackShock("shock", whole(0, 30), START, START + 20 * HOUR)
STEADY = SteadyStepBack("steady", Spread(Fraction(0), Fraction(1)))
RETURNS = Returning("returns", Spread(Fraction(1, 10), Fraction(1, 2)), point(4))
LEAVE = UsualAbsence("leave", point(Fraction(1, 2)), whole(1, 5))
MUSTER = muster_with(40, (1,) * 60, away=[(0, 30), (5, 100)])
FUTURES = 200


def step_backs(*processes, fixed=None, seed=1):
    drawn = drawn_from(assumptions_with(*processes), MUSTER, FUTURES, seed, fixed)
    return spells_by_future(drawn.stepped_back, FUTURES)


def test_a_larger_shock_keeps_the_choices_and_moments_of_a_smaller_one():
    small, large = step_backs(SHOCK, fixed={"shock.number": 7}), step_backs(SHOCK, fixed={"shock.number": 30})
    assert [set(few) <= set(many) for few, many in zip(small, large, strict=True)] == [True] * FUTURES
    # The two slots that were away before the start are among both.
    assert {(len(few), len(many)) for few, many in zip(small, large, strict=True)} == {(9, 32)}


def test_people_who_are_back_take_the_place_of_the_last_ones_of_a_shock_and_leave_the_others_theirs():
    weighed = replace(SHOCK, weights=(Weight(Among(capabilities=SKILLS[:1]), 3),))
    away = muster_with(40, (1,) * 60, away=[(0, 30), (5, 100), (9, 1)], skilled=range(12))
    back = replace(away, away_since=np.full(40, FOREVER, dtype=np.int64))
    fixed = {"shock.number": 12}
    these, those = (
        spells_by_future(drawn_from(assumptions_with(weighed), one, FUTURES, 1, fixed).stepped_back, FUTURES)
        for one in (away, back)
    )
    for with_fewer, with_more in zip(these, those, strict=True):
        returned = {spell for spell in with_more if spell[0] in {0, 5, 9}}
        assert set(with_more) - returned <= set(with_fewer)
        assert (len(with_fewer), len(with_more)) == (12 + 3, 12)
    assert sum(slot in {0, 5, 9} for spells in those for slot, _, _ in spells) > FUTURES


def test_a_greater_rate_keeps_the_step_backs_of_a_smaller_one():
    rarely, often = (step_backs(STEADY, fixed={"steady.per_person_week": level}) for level in (8, 32))
    assert [set(few) <= set(many) for few, many in zip(rarely, often, strict=True)] == [True] * FUTURES
    assert step_backs(STEADY, fixed={"steady.per_person_week": 0}) == [((0, 0, FOR_GOOD), (5, 0, FOR_GOOD))] * FUTURES


def test_the_return_of_a_slot_depends_on_nothing_but_the_slot_and_the_step_at_which_it_stepped_back():
    assumptions = assumptions_with(RETURNS)
    numbers = np.arange(FUTURES, dtype=np.uint32)
    block = FutureBlock(1, numbers, levels_of(assumptions, 1, numbers))
    returning = processes_of(assumptions, MUSTER, SCENARIO).returning

    def returned(slots):
        future = np.repeat(np.arange(FUTURES, dtype=np.int32), len(slots))
        steps = np.full(len(future), 6, dtype=np.int32)
        found = returning.returns(block, Departures(future, np.tile(np.array(slots, dtype=np.int32), FUTURES), steps))
        return found.until[found.slot == 3].tolist()

    assert returned([3]) == returned([1, 2, 3, 17])
    assert len(set(returned([3]))) > 20


@pytest.mark.parametrize("other", [STEADY, LEAVE, replace(SHOCK, name="other", number=whole(3, 3))])
def test_another_process_leaves_the_draws_of_a_shock_alone(other):
    alone = step_backs(SHOCK, RETURNS)
    both = step_backs(SHOCK, RETURNS, other)
    for one, two in zip(alone, both, strict=True):
        # Only where the other process took a slot first is the step-back of the shock none.
        taken = {slot: start for slot, start, _ in two}
        assert [spell for spell in one if spell not in two and taken[spell[0]] >= spell[1]] == []


def test_a_change_of_one_process_leaves_the_draws_of_the_others_alone():
    calm, grave = replace(STEADY, name="calm", per_person_week=point(0)), replace(STEADY, name="grave")
    absences = [drawn_from(assumptions_with(one, LEAVE), MUSTER, FUTURES).absent for one in (calm, grave)]
    alone = drawn_from(assumptions_with(calm, LEAVE), MUSTER, FUTURES).absent
    # Whoever is on leave in the one is absent in the other.
    for less, more in zip(spells_by_future(alone, FUTURES), spells_by_future(absences[1], FUTURES), strict=True):
        for slot, start, until in less:
            assert any(slot == one and first <= start and until <= last for one, first, last in more)


def test_seeds_processes_and_futures_have_draws_of_their_own():
    assert step_backs(SHOCK, seed=1) != step_backs(SHOCK, seed=2)
    twice = (SHOCK, replace(SHOCK, name="again"))
    fixed = {"shock.number": 10, "again.number": 10}
    once = step_backs(SHOCK, fixed={"shock.number": 10})
    assert [len(spells) for spells in step_backs(*twice, fixed=fixed)] != [len(spells) for spells in once]
    assert len(set(once)) == FUTURES


def test_the_level_of_a_range_is_drawn_from_all_its_levels():
    assumptions = assumptions_with(SHOCK, RETURNS, LEAVE)
    levels = levels_of(assumptions, 3, np.arange(5_000, dtype=np.uint32))
    assert [sorted(set(row.tolist())) for row in levels] == [
        list(range(31)),  # shock.number: every whole number
        list(range(33)),  # returns.per_day: the levels of a rate
        [0],  # returns.halves_after_days is a point
        [0],  # leave.per_person_week too
        [-1],  # leave.days: each absence draws its own
    ]


def test_days_of_absences_are_of_each_absence_unless_they_are_fixed():
    spells = drawn_from(assumptions_with(LEAVE), muster_with(9, (24,) * 14), FUTURES).absent
    assert set((spells.until - spells.start)[spells.until < 14].tolist()) > {2, 3, 4, 5, 6}
    fixed = drawn_from(assumptions_with(LEAVE), muster_with(9, (24,) * 7), FUTURES, fixed={"leave.days": 2}).absent
    assert set((fixed.until - fixed.start)[fixed.until < 7].tolist()) == {4}


def test_weights_that_are_too_great_are_refused():
    muster = muster_with(3, (1,), skilled=(0,))
    heavy = replace(SHOCK, weights=(Weight(Among(capabilities=SKILLS[:1]), 2**32),))
    with pytest.raises(OptionError, match="shock: its weights sum to 4,294,967,298"):
        processes_of(assumptions_with(heavy), muster, SCENARIO)
