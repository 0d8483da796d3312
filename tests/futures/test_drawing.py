"""The drawing of all processes against plain Python, future by future."""

from __future__ import annotations

import pickle
from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from standto import read_scenario
from standto.assuming.assumptions_reader import read_assumptions
from standto.assuming.processes import (
    Among,
    CommonShock,
    DecisionDay,
    Lapsing,
    Returning,
    SteadyStepBack,
    StepBackShock,
    UsualAbsence,
    Weight,
)
from standto.assuming.ranges import Spread
from standto.futures.drawing import processes_of
from standto.futures.future_events import FutureBlock
from standto.futures.levels import levels_of
from standto.futures.mustering import muster_of
from standto.model.time import HOUR
from standto.register import situation_of
from standto.scenario.folder import locate
from tests.futures.assumed import assumptions_about, assumptions_with, point, whole
from tests.futures.plain_drawing import PlainFuture
from tests.futures.small_musters import SCENARIO, SKILLS, START, muster_with
from tests.register.asking import BASES
from tests.register.scenarios import questions


def drawn(assumptions, muster, scenario, seed, futures, fixed=None):
    numbers = np.array(futures, dtype=np.uint32)
    block = FutureBlock(seed, numbers, levels_of(assumptions, seed, numbers, fixed))
    return processes_of(assumptions, muster, scenario).drawn(block)


def spells_of(absent, column):
    chosen = absent.future == column
    return sorted(zip(*(part[chosen].tolist() for part in absent[1:]), strict=True))


def by_step(spells, steps):
    absent = [set() for _ in range(steps)]
    for slot, start, until in spells:
        for step in range(start, min(until, steps)):
            assert slot not in absent[step]
            absent[step].add(slot)
    return absent


def same_as_plain(found, column, plain):
    steps = len(plain.starts)
    assert spells_of(found.stepped_back, column) == plain.stepped_back()
    assert by_step(spells_of(found.absent, column), steps) == plain.absent()
    places = plain.muster.pool_places if found.places.places is None else found.places.places[:, :, column]
    assert places.tolist() == plain.places()
    required = plain.muster.required if found.required is None else found.required[:, :, column]
    assert required.tolist() == plain.required()


@given(questions(), st.sampled_from(BASES), st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 4), st.data())
@settings(max_examples=40)
def test_a_future_has_the_events_that_plain_code_draws(question, basis, seed, future, data):
    scenario, at, known_at, assume, _, ready = question
    muster = muster_of(situation_of(scenario, at=at, known_at=known_at, assume=assume, ready=ready), basis=basis)
    assumptions = data.draw(assumptions_about(scenario))
    found = drawn(assumptions, muster, scenario, seed, [future, future + 3])
    for column, number in enumerate((future, future + 3)):
        same_as_plain(found, column, PlainFuture(assumptions, muster, scenario, seed, number))


DENSE = (
    StepBackShock("shock", whole(10, 30), START, START + 30 * HOUR, weights=(Weight(Among((), (), SKILLS[:1]), 4),)),
    SteadyStepBack("steady", Spread(Fraction(1, 4), Fraction(1)), Among((), (), SKILLS[:1])),
    CommonShock("storm", point(Fraction(1, 2)), START, START + 60 * HOUR, point(Fraction(1, 2)), point(0)),
    Returning(
        "skilled-return",
        Spread(Fraction(1, 10), Fraction(9, 10)),
        Spread(Fraction(1), Fraction(9)),
        tuple(DecisionDay(START + hour * HOUR, point(Fraction(1, 2))) for hour in (0, 24, 30, 60, 61)),
        Among((), (), SKILLS[:1]),
    ),
    Returning("others-return", point(Fraction(1, 2))),
    Lapsing("lapses", whole(1, 2), whole(0, 1)),
    UsualAbsence("leave", Spread(Fraction(1, 2), Fraction(1)), whole(1, 3)),
    UsualAbsence("sickness", point(Fraction(1, 2)), whole(1, 1), Among((), (), SKILLS[:1])),
)


def test_a_dense_case_has_the_events_that_plain_code_draws():
    # Two hundred hours in which most of forty people step back, return, step back again and are on leave meanwhile.
    muster = muster_with(40, (1,) * 100 + (0.5,) * 200, away=[(0, 30), (9, 250), (20, 1)], skilled=range(5, 25))
    assumptions = assumptions_with(*DENSE)
    found = drawn(assumptions, muster, SCENARIO, 8, range(60))
    again = [len({slot for slot, _, _ in spells_of(found.stepped_back, one)}) for one in range(60)]
    assert sum(len(spells_of(found.stepped_back, one)) for one in range(60)) > sum(again) + 100
    for column in range(60):
        same_as_plain(found, column, PlainFuture(assumptions, muster, SCENARIO, 8, column))


def weekend():
    scenario = read_scenario("london-2023")
    assumptions = read_assumptions("published", scenario, locate("london-2023"))
    return assumptions, muster_of(situation_of(scenario, at=scenario.instant("2023-09-22T12:00"))), scenario


def test_a_future_of_the_weekend_has_the_events_that_plain_code_draws():
    assumptions, muster, scenario = weekend()
    found = drawn(assumptions, muster, scenario, 5, [4711])
    same_as_plain(found, 0, PlainFuture(assumptions, muster, scenario, 5, 4711))


def test_a_future_is_the_same_alone_and_among_others():
    assumptions, muster, scenario = weekend()
    block = drawn(assumptions, muster, scenario, 5, range(4700, 4730))
    alone = drawn(assumptions, muster, scenario, 5, [4711])
    assert spells_of(block.absent, 11) == spells_of(alone.absent, 0)
    assert len(spells_of(alone.absent, 0)) > 60


def test_processes_that_were_pickled_draw_the_same():
    assumptions, muster, scenario = weekend()
    numbers = np.arange(20, dtype=np.uint32)
    block = FutureBlock(1, numbers, levels_of(assumptions, 1, numbers))
    processes = processes_of(assumptions, muster, scenario)
    once, again = processes.drawn(block), pickle.loads(pickle.dumps(processes)).drawn(block)
    assert [part.tolist() for part in once.absent] == [part.tolist() for part in again.absent]


def test_the_absences_of_a_slot_neither_overlap_nor_touch():
    assumptions, muster, scenario = weekend()
    absent = drawn(assumptions, muster, scenario, 2, range(50)).absent
    order = np.lexsort((absent.start, absent.slot, absent.future))
    future, slot, start, until = (part[order] for part in absent)
    same = (future[1:] == future[:-1]) & (slot[1:] == slot[:-1])
    assert (start[1:][same] > until[:-1][same]).all()
    assert (start < until).all()
