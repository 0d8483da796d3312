"""Which seats could never all be filled at once, against every set of seats."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from standto.scenario.filling_seats import too_few_for


def short_sets(strengths, counts):
    """Return every set of seats that fewer people fit than it takes."""
    for size in range(1, len(strengths) + 1):
        for seats in combinations(range(len(strengths)), size):
            people = sum(count for kind, count in counts.items() if any(kind >> seat & 1 for seat in seats))
            if people < sum(strengths[seat] for seat in seats):
                yield seats


@given(
    st.lists(st.integers(1, 4), min_size=1, max_size=5),
    st.dictionaries(st.integers(1, 31), st.integers(0, 4), max_size=6),
)
def test_seats_are_short_exactly_where_some_set_of_them_is_and_none_can_be_left_out(strengths, counts):
    counts = {kind: count for kind, count in counts.items() if kind < 1 << len(strengths)}
    every = list(short_sets(strengths, counts))
    found = too_few_for(strengths, counts)
    assert bool(found) == bool(every)
    if found:
        assert found in every
        assert not any(set(other) < set(found) and len(other) == len(found) - 1 for other in every)


def test_a_state_of_many_seats_is_told_at_once():
    strengths = [3] * 40
    counts = {3 << seat: 3 for seat in range(0, 40, 2)}
    assert too_few_for(strengths, counts) == (0, 1)
