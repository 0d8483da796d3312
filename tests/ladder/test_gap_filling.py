"""How few places close some gaps: the exact kernel compared with trying everything."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from standto.ladder.gap_filling import AvailablePlaces, fill


def best_by_trying_everything(gaps, offers, reserve):
    """Places used and gaps left, by trying everything: the first duty's gap is smallest; earlier places go first."""
    spare = len(gaps)
    reserve = reserve if any(gaps) else 0
    able = []
    for number, (ability, places) in enumerate(offers):
        useful = [duty for duty, gap in enumerate(gaps) if gap and ability >> duty & 1]
        able += [(number, [None, *useful, spare] if useful else [None])] * places
    best = None
    for chosen in product(*(choices for _, choices in able)):
        filled = [chosen.count(duty) for duty in range(spare + 1)]
        if all(number <= most for number, most in zip(filled, (*gaps, reserve), strict=True)):
            used = [0] * len(offers)
            for (number, _), duty in zip(able, chosen, strict=True):
                used[number] += duty is not None
            best = max(best or ([], []), (filled, used))
    filled, used = best
    return used, [gap - number for gap, number in zip(gaps, filled, strict=False)]


@st.composite
def problems(draw):
    """A few gaps in one or two windows, and a few sets of one or two places."""
    duties, windows = draw(st.integers(1, 3)), draw(st.integers(1, 2))
    gaps = [[draw(st.integers(0, 2)) for _ in range(duties)] for _ in range(windows)]
    offers = [
        [(draw(st.integers(0, 2**duties - 1)), draw(st.integers(0, 2))) for _ in range(windows)]
        for _ in range(draw(st.integers(0, 3)))
    ]
    return gaps, offers, draw(st.integers(0, 2))


@settings(max_examples=300)
@given(problems())
def test_gaps_are_filled_as_trying_everything_fills_them(problem):
    gaps, offers, reserve = problem
    used, left = fill(
        np.array(gaps, dtype=np.int64),
        [
            AvailablePlaces([ability for ability, _ in rows], np.array([places for _, places in rows]))
            for rows in offers
        ],
        reserve,
    )
    found = [
        best_by_trying_everything(row, [rows[window] for rows in offers], reserve) for window, row in enumerate(gaps)
    ]
    assert (used.tolist(), left.tolist()) == ([each[0] for each in found], [each[1] for each in found])


def test_a_question_asked_again_has_the_same_answer_though_the_first_one_was_changed():
    def asked():
        places = [AvailablePlaces([3, 1], np.array([2, 1])), AvailablePlaces([2, 2], np.array([1, 4]))]
        return fill(np.array([[1, 2], [2, 0]], dtype=np.int64), places, 1)

    first = [answer.tolist() for answer in asked()]
    for answer in asked():
        answer += 7
    assert [answer.tolist() for answer in asked()] == first
