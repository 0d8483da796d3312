"""Moves of some people replaced by others, without sorting all of them again."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from standto.register.standing_moves import Moves

ROWS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4), st.integers(-1, 3), st.integers(0, 3)), max_size=12)


def moves(rows):
    """Return rows of instant, person, before and after as moves, in the order of the rows."""
    columns = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    return Moves(columns[0], *(column.astype(np.int32) for column in columns[1:]))


@given(ROWS, ROWS, st.sets(st.integers(0, 4)))
def test_replaced_moves_are_those_that_sorting_all_of_them_gives(rows, new, people):
    before = moves(sorted(rows, key=lambda row: row[0]))
    gone = np.isin(before.person, list(people))
    expected = before.where(~gone).joined(moves(new))
    found = before.replaced(gone, moves(new))
    assert [column.tolist() for column in found] == [column.tolist() for column in expected]
    assert [column.dtype for column in found] == [column.dtype for column in expected]
