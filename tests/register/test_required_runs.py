"""Requirements as runs of spans, against the table that they stand for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standto.register import required_runs
from standto.register.required_runs import runs_of

TABLES = st.integers(1, 6).flatmap(
    lambda spans: st.lists(
        st.tuples(st.integers(0, spans), st.lists(st.integers(-1, 2), min_size=spans, max_size=spans)), max_size=4
    ).map(lambda columns: (spans, columns))
)


def runs_and_table(spans, columns):
    """Return runs, and what each duty requires in each span by plain code."""
    cut = [(start, column[start:]) for start, column in columns]
    runs = runs_of(((start, np.array(part, dtype=np.int64)) for start, part in cut), spans, len(cut))
    table = [[column[span] if span >= start else -1 for start, column in columns] for span in range(spans)]
    return runs, table


@given(TABLES)
def test_runs_give_back_the_table(drawn):
    runs, table = runs_and_table(*drawn)
    assert runs.table(np.arange(drawn[0])).tolist() == table
    assert [runs.of(span).tolist() for span in range(drawn[0])] == table


@given(TABLES, st.data())
def test_spans_may_be_left_out_and_repeated(drawn, data):
    runs, table = runs_and_table(*drawn)
    some = sorted(data.draw(st.lists(st.integers(0, drawn[0] - 1), min_size=1)))
    assert runs.table(np.array(some)).tolist() == [table[span] for span in some]


@given(TABLES)
def test_a_large_table_of_narrow_numbers_is_the_same(drawn):
    runs, table = runs_and_table(*drawn)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(required_runs, "_LARGE", -1)
        narrow = runs.table(np.arange(drawn[0]))
    assert (narrow.dtype, narrow.tolist()) == (np.int32, table)


@given(TABLES)
def test_runs_know_where_a_requirement_changes_and_what_stands(drawn):
    runs, table = runs_and_table(*drawn)
    assert runs.changes.tolist() == [span > 0 and table[span] != table[span - 1] for span in range(drawn[0])]
    assert runs.standing() == tuple(sum(1 << duty for duty, number in enumerate(row) if number >= 0) for row in table)
