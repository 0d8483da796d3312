"""What a call-in would newly break, against the rest of a scenario that has it."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from standto.model.event import Event
from standto.model.time import BEGINNING, FOREVER, HOUR, Period
from standto.register import situation_of
from tests.resting.worlds import Grid, worlds

ALWAYS_ASKED = Period(BEGINNING, FOREVER)


def called_in(world, person, period):
    """Return a world in which a person is called in for a period, as is known from the beginning."""
    return world.followed_by([Event("", "called-in", person, period.start, BEGINNING, period.until)])


@given(world=worlds(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_call_in_newly_breaks_what_its_stint_and_later_ones_did_not_break_before(world, data):
    start = world.horizon.start + data.draw(st.integers(0, 47)) * HOUR // 2
    period = Period(start, start + data.draw(st.sampled_from([1, 8, 12, 20])) * HOUR)
    quiet = [one for one in world.people if one.id not in {event.subject for event in world.events}]
    record = situation_of(world).rest
    places = [world.people.index(one) for one in quiet]
    found = record.with_one_more(np.array(places, dtype=np.int64), period)
    expected = []
    for place, person in zip(places, quiet, strict=True):
        more = situation_of(called_in(world, person.id, period)).rest
        stints = more.checked.stints
        ours = np.flatnonzero((stints.person == place) & (stints.start <= start) & (stints.until > start))
        since = int(stints.start[ours[0]])
        before = record.broken(ALWAYS_ASKED, place)
        for each in more.broken(ALWAYS_ASKED, place):
            known = [
                one
                for one in before
                if one.rule == each.rule and each.period.start <= one.period.start < each.period.until
            ]
            if each.period.start >= since and not known:
                expected.append((place, each.rule, *each.period, each.measured))
    assert list(zip(*(column.tolist() for column in found), strict=True)) == expected


@given(world=worlds(), hour=st.integers(0, 60))
@settings(max_examples=40, deadline=None)
def test_people_last_worked_when_the_grid_says(world, hour):
    instant = world.horizon.start + hour * HOUR
    grid = Grid(world)
    worked = situation_of(world).rest.worked_until(instant)
    for place, person in enumerate(world.people):
        cells = [
            cell for cell in grid.worked[person.id] if grid.at(cell) < instant and cell not in grid.left_out[person.id]
        ]
        assert worked[place] == (min(grid.at(cells[-1] + 1), instant) if cells else BEGINNING)
