"""Windows that the home force covers alone: the carried filling, against solving each window afresh."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from standto.kernel.answers import answers_for
from standto.kernel.carrying import covered_at_home, worth_carrying
from tests.kernel.brute import eligible, people_of, requirement_of, subsets
from tests.kernel.worlds import windows_of, worlds


@st.composite
def brief_duties(draw):
    """Draw windows in which a few of many duties stand, others in each window, one or two of them critical."""
    size, rows = 9, draw(st.integers(2, 6))
    kinds = draw(st.lists(st.tuples(st.integers(0, 1), st.integers(1, 2**size - 1)), max_size=5, unique=True))
    required = np.full((rows, size), -1)
    for row in range(rows):
        required[row, draw(st.lists(st.integers(0, size - 1), max_size=2))] = draw(st.integers(0, 2))
    counts = st.lists(st.integers(0, 2), min_size=len(kinds), max_size=len(kinds))
    criticalities = [1] * 4 + [2] * 5
    return windows_of(kinds, [draw(counts) for _ in range(rows)], required, criticalities, 2)


@given(st.one_of(worlds(windows=5), brief_duties()))
@settings(max_examples=300)
def test_a_carried_filling_finds_the_windows_that_the_home_force_covers(windows):
    expected = []
    for row in range(len(windows)):
        home = [(force, able) for force, able in people_of(windows, row) if force == 0]
        required = requirement_of(windows, row)
        asked = [duty for duty, number in enumerate(required) if number]
        # Hall: every place can be filled if no set of duties requires more than the people who could do any of it.
        short = [some for some in subsets(asked) if sum(required[duty] for duty in some) > eligible(home, some)]
        expected.append(not short)
    assert covered_at_home(windows).tolist() == expected


@given(brief_duties())
def test_leaving_out_covered_windows_changes_no_answer(windows):
    one, other = answers_for(windows), answers_for(windows, carry=False)
    assert one.gap().tolist() == other.gap().tolist()
    assert one.filled().tolist() == other.filled().tolist()
    assert one.bottlenecks() == other.bottlenecks()


def test_carrying_is_for_many_brief_duties():
    brief = windows_of([(0, 2**8 - 1)], [[1]] * 8, np.where(np.eye(8, dtype=int), 1, -1), [1] * 8)
    assert worth_carrying(brief)
    assert answers_for(brief).at_home.all()
    assert answers_for(brief).solved == ()
    assert not worth_carrying(windows_of([(0, 1)], [[1]] * 8, [[1]] * 8, [1]))
