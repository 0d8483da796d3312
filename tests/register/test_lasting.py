"""The events that still matter give the answers of all events."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standto.model.time import HOUR, Period
from standto.register import Records, history_of, lasting_places, matters_before, situation_in
from standto.register.lasting import retold_subjects
from tests.register.asking import answers, results
from tests.register.scenarios import GRID, scenarios

HOURS = (*GRID, -100, -2, 1, 2, 5, 10, 20)
"""Hours from the start of the horizon at which somebody prunes or asks."""


def known_by(events, moment):
    """The places of the events known at an instant, corrected or not, and of the corrections known."""
    return [place for place, one in enumerate(events) if one.recorded <= moment]


def pruned(whole, picked, since, learnt, known_at, until):
    """The records that a ledger makes of what was picked at `learnt` and of what became known since then."""
    events = whole.events
    later = [place for place in known_by(events, known_at) if events[place].recorded > learnt]
    subjects = retold_subjects([events[place] for place in picked], [events[place] for place in later])
    history = [place for place in history_of(events, subjects) if events[place].recorded <= known_at]
    needed = [place for place in later if matters_before(events[place], until)]
    places = sorted({*picked, *needed, *history})
    return Records(replace(whole, events=tuple(events[place] for place in places)), since=since)


@st.composite
def prunings(draw, **sizes):
    """A scenario and its horizon, when and since when it is pruned, and questions asked after that."""
    whole = draw(scenarios(**sizes))
    start, end = whole.horizon
    grid = sorted({start + int(hour * HOUR) for hour in HOURS})
    since = draw(st.sampled_from(grid[:-1]))
    learnt = draw(st.sampled_from([moment for moment in grid if moment >= since]))
    first = draw(st.sampled_from([moment for moment in grid if moment >= since]))
    horizon = Period(first, first + max(end - start, HOUR))
    known = draw(st.sampled_from([moment for moment in grid if moment >= learnt]))
    ways = []
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.sampled_from([None, first, *(moment for moment in grid if moment in horizon)]))
        known_at = draw(st.sampled_from([moment for moment in grid if learnt <= moment <= known]))
        ways.append((at, known_at, draw(st.booleans())))
    return replace(whole, horizon=horizon), since, learnt, known, ways


def may_be_reviewed(whole, at, learnt):
    """Whether the first hour that a review looks back to is not before what was picked was known."""
    if at is None:
        return False
    return learnt <= max(at - whole.policy.hold_hours * HOUR, whole.horizon.start)


def check_pruning(pruning, ask, pick=None):
    whole, since, learnt, known, ways = pruning
    told = [whole.events[place] for place in known_by(whole.events, learnt)]
    places = known_by(whole.events, learnt)
    picked = [places[place] for place in lasting_places(told, pools=ids(whole.pools), since=since)]
    check_answers(whole, picked, since, learnt, known, ways, ask)


def check_answers(whole, picked, since, learnt, known, ways, ask):
    few = pruned(whole, picked, since, learnt, known, whole.horizon.until)
    full = Records(whole, since=since)
    for at, known_at, assuming in ways:
        assume = few.scenario.declarations if assuming else ()
        one, other = (situation_in(each, at=at, known_at=known_at, assume=assume) for each in (few, full))
        assert ask(one, learnt) == ask(other, learnt)


def ids(rows):
    return {row.id for row in rows}


def told_of(situation, _):
    return answers(situation, None)


def results_of(situation, learnt):
    return results(situation, None, look=may_be_reviewed(situation.scenario, situation.at, learnt))


@given(prunings(events=20))
@settings(max_examples=150)
def test_what_lasts_gives_the_windows_and_reasons_of_everything(pruning):
    check_pruning(pruning, told_of)


@given(prunings(events=20))
@settings(max_examples=60)
def test_what_lasts_gives_the_cover_margin_and_review_of_everything(pruning):
    check_pruning(pruning, results_of)


@pytest.mark.slow
@pytest.mark.parametrize("ask", [told_of, results_of], ids=lambda ask: ask.__name__)
def test_thousands_of_prunings_change_no_answer(ask):
    check = given(prunings(people=6, events=30))(lambda pruning: check_pruning(pruning, ask))
    settings(max_examples=1500)(check)()
