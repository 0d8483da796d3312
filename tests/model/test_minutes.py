"""Whole minutes about an instant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from standto.model.time import BEGINNING, FOREVER, MINUTE, minute_from, minute_of


@given(st.integers(BEGINNING + MINUTE, FOREVER - MINUTE))
def test_an_instant_lies_between_the_minute_that_holds_it_and_the_first_that_is_not_before_it(at):
    minutes = range(minute_of(at), minute_from(at) + 1, MINUTE)
    assert [minute for minute in minutes if minute <= at] == [minute_of(at)]
    assert [minute for minute in minutes if minute >= at] == [minute_from(at)]
    assert {one % MINUTE for one in minutes} == {0}
