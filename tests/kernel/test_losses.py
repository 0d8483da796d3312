"""Losses of a number of people: every set of duties against shares of people, and many duties in little time."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from standto.kernel.losses import PartLosses, together
from standto.kernel.parts import parts_of
from tests.kernel.worlds import random_windows, worlds


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


def test_thirty_duties_with_private_and_common_people_are_bounded_without_every_set():
    windows = random_windows(3, duties=30, classes=60, forces=2, windows=3, people=4, strength=6, spread=0.08)
    (part, *_) = parts_of(windows)
    losses = PartLosses(part, (0, 0), 40)
    assert not losses.by_sets
    loss = losses.of(0)
    assert (loss.found <= loss.most).all()
    assert (np.diff(loss.most) >= 0).all()
    assert loss.most[0] == loss.found[0]
