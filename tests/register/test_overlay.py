"""Step functions laid over the standings of many people."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from standto.model.time import BEGINNING
from standto.register.overlay import PersonSteps, laid_over
from standto.register.standing_moves import Moves, Spells, moves_of

PEOPLE = 4
TIMES = st.integers(1, 6)
TIMELINES = st.dictionaries(TIMES, st.integers(0, 3), max_size=5)


@st.composite
def worlds(draw):
    """Draw the standings of people over time, and a step function for some of them."""
    standings = [{BEGINNING: draw(st.integers(0, 3))} | draw(TIMELINES) for _ in range(PEOPLE)]
    laid = draw(st.dictionaries(st.integers(0, PEOPLE - 1), st.dictionaries(TIMES, st.integers(0, 2), max_size=5)))
    beginning = draw(st.booleans())
    return standings, {person: ({BEGINNING: 1} if beginning else {}) | steps for person, steps in laid.items()}


def moves_from(standings):
    """Return timelines as moves, by time."""
    spells = []
    for timeline in standings:
        rows = [pair for place, pair in enumerate(sorted(timeline.items())) if place == 0 or pair[1] is not None]
        kept = [pair for place, pair in enumerate(rows) if place == 0 or rows[place - 1][1] != pair[1]]
        spells.append(Spells([at for at, _ in kept], [number for _, number in kept]))
    moves = moves_of(range(PEOPLE), spells)
    return moves.where(np.argsort(moves.at, kind="stable"))


def at(timeline, instant, blank):
    """Return the value of a step function at an instant."""
    return max(((moment, value) for moment, value in timeline.items() if moment <= instant), default=(0, blank))[1]


def code(standing, value):
    return standing if value < 0 else 10 * (value + 1) + standing


@given(worlds())
def test_each_person_has_at_each_instant_the_standing_under_the_value_of_that_instant(world):
    standings, laid = world
    rows = [(person, moment, value) for person, steps in laid.items() for moment, value in steps.items()]
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    found = laid_over(moves_from(standings), PersonSteps.of(*columns), PEOPLE, code)
    for person in range(PEOPLE):
        ours = found.where(found.person == person)
        after = dict(zip(ours.at.tolist(), ours.after.tolist(), strict=True))
        for instant in (BEGINNING, *range(8)):
            standing, value = at(standings[person], instant, None), at(laid.get(person, {}), instant, -1)
            assert at(after, instant, None) == code(standing, value)
        assert ours.before.tolist() == [-1, *ours.after.tolist()[:-1]]
        assert (ours.before != ours.after).all()
    assert (np.diff(found.at) >= 0).all()


def test_of_several_rows_for_one_person_and_instant_the_last_holds():
    rows = PersonSteps.of(*(np.array(column, dtype=np.int64) for column in ([1, 0, 1], [5, 5, 5], [7, 8, 9])))
    assert [column.tolist() for column in rows] == [[0, 1], [5, 5], [8, 9]]


def test_the_steps_of_people_without_moves_here_have_no_effect():
    moves = Moves(np.array([BEGINNING]), *(np.array([number], dtype=np.int32) for number in (0, -1, 2)))
    steps = PersonSteps.of(*(np.array([number], dtype=np.int64) for number in (1, 5, 0)))
    assert laid_over(moves, steps, 2, code) is moves
