"""Losses of a number of people: every set of duties against shares of people, and many duties in little time."""

from __future__ import annotations

from itertools import accumulate, combinations

import numpy as np
from hypothesis import event, given, settings
from hypothesis import strategies as st

from standto.kernel.bit_sets import bits
from standto.kernel.cheapest_filling import stayers_for_more
from standto.kernel.leaving_parts import LeavingPart
from standto.kernel.losses import PartLosses, together
from standto.kernel.parts import parts_of
from tests.kernel.worlds import random_windows, windows_of, worlds


@given(worlds(forces=3, classes=6, people=4), st.tuples(st.just(0), st.integers(0, 15), st.integers(0, 15)))
def test_shares_of_people_bound_what_every_set_of_duties_finds(windows, kept):
    most = int(windows.counts.sum(axis=1).max(initial=0))
    for part in parts_of(windows):
        for problem in range(len(part)):
            exact = PartLosses(part, kept, most).of(problem).most.tolist()
            bounds = PartLosses(part, kept, most, most_groups=0).of(problem)
            for number, (upper, lower) in enumerate(zip(bounds.most.tolist(), bounds.found.tolist(), strict=True)):
                value = exact[min(number, len(exact) - 1)]
                assert lower <= value <= upper


@given(worlds(forces=2, classes=6, people=4))
def test_parts_together_lose_what_one_part_of_all_duties_loses(windows):
    most = int(windows.counts.sum(axis=1).max(initial=0))
    everything = (1 << windows.required.shape[1]) - 1
    for row in range(len(windows)):
        parts = list(parts_of(windows, rows=np.arange(len(windows)) == row))
        whole = parts_of(windows, rows=np.arange(len(windows)) == row, bound=[everything])
        apart = together([PartLosses(part, (0, 0), most).of(0).most for part in parts], most)
        joined = together([PartLosses(part, (0, 0), most).of(0).most for part in whole], most)
        length = max(len(apart), len(joined))
        padded = [np.pad(one, (0, length - len(one)), mode="edge").tolist() for one in (apart, joined)]
        assert padded[0] == padded[1]


@settings(max_examples=150)
@given(worlds(forces=3, classes=4, people=2, windows=1), st.tuples(st.just(0), st.integers(0, 15), st.integers(0, 15)))
def test_the_fewest_who_must_stay_for_each_place_are_those_of_the_best_choice(windows, kept):
    for part in parts_of(windows):
        leaving = LeavingPart(part, kept)
        costs = stayers_for_more(leaving, 0)
        assert costs == sorted(costs)
        required = part.required[0].tolist()
        everybody = [
            (set(bits(kind.duties)), set(bits(left)))
            for kind, left, count in zip(part.kinds, leaving.after, part.counts[0].tolist(), strict=True)
            for _ in range(count)
        ]
        may = [number for number, (before, after) in enumerate(everybody) if before != after]
        gone = most_filled(required, [after for _, after in everybody])
        for staying in range(len(may) + 1):
            most = max(
                most_filled(
                    required,
                    [
                        after if number in may and number not in some else before
                        for number, (before, after) in enumerate(everybody)
                    ],
                )
                for some in combinations(may, staying)
            )
            assert most == gone + sum(total <= staying for total in accumulate(costs))


def most_filled(required, people):
    """Return the most places that people can fill, by trying every set of duties."""
    duties = range(len(required))
    gap = max(
        sum(required[duty] for duty in some) - sum(bool(able & some) for able in people)
        for size in range(len(required) + 1)
        for some in map(set, combinations(duties, size))
    )
    return sum(required) - gap


@st.composite
def celled(draw):
    """Draw a window of nine duties in three cells with people to themselves, and some people in common."""
    inside = st.tuples(st.integers(0, 2), st.integers(1, 7), st.integers(0, 2)).map(
        lambda one: (one[2], one[1] << 3 * one[0])
    )
    common = st.tuples(st.integers(0, 2), st.integers(1, 2**9 - 1))
    kinds = draw(st.lists(inside, min_size=6, max_size=9)) + draw(st.lists(common, max_size=3))
    kinds = sorted(set(kinds))
    counts = draw(st.lists(st.integers(0, 4), min_size=len(kinds), max_size=len(kinds)))
    required = draw(st.lists(st.integers(1, 3), min_size=9, max_size=9))
    kept = (0, draw(st.integers(0, 2**9 - 1)), draw(st.integers(0, 2**9 - 1)))
    return windows_of(kinds, [counts], [required], [1] * 9, 3), kept


@settings(max_examples=200)
@given(celled())
def test_cells_find_what_every_set_finds(drawn):
    windows, kept = drawn
    most = int(windows.counts.sum())
    for part in parts_of(windows):
        exact = PartLosses(part, kept, most)
        cells = PartLosses(part, kept, most, most_groups=5)
        if not cells.by_sets and cells.in_cells is not None:
            event("in cells")
            assert cells.of(0).most.tolist() == exact.of(0).most.tolist()
            for number, gap in enumerate(exact.of(0).most.tolist()):
                assert cells.worst_set(0, number).after(number) == gap


def test_thirty_duties_of_ten_crews_with_people_of_their_own_and_in_common_are_exact():
    private = [(1, 1 << duty | 1 << (duty // 3 * 3)) for duty in range(30)]
    common = [(1, (1 << 30) - 1), (0, 0b111 << 27 | 0b111)]
    counts = [3, *(1 + place % 3 for place in range(29)), 7, 2]
    windows = windows_of([*private, *common], [counts], [[2] * 30], [1] * 30, 2)
    (part,) = parts_of(windows)
    losses = PartLosses(part, (0, 0), 40)
    assert losses.in_cells is not None
    loss = losses.of(0)
    assert loss.found.tolist() == loss.most.tolist()
    assert all(losses.worst_set(0, number).after(number) == gap for number, gap in enumerate(loss.most.tolist()))


def test_thirty_duties_without_cells_are_bounded():
    windows = random_windows(3, duties=30, classes=60, forces=2, windows=3, people=4, strength=6, spread=0.08)
    (part, *_) = parts_of(windows)
    losses = PartLosses(part, (0, 0), 40)
    assert not losses.by_sets
    loss = losses.of(0)
    assert (loss.found <= loss.most).all()
    assert (np.diff(loss.most) >= 0).all()
    assert loss.most[0] == loss.found[0]
