"""The events that still matter give the answers of all events."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standto.ladder import replay, review
from standto.model.event import CORRECTION
from standto.model.time import BEGINNING, FOREVER, HOUR, Period
from standto.register import (
    Records,
    compacted_places,
    corrected_subjects,
    history_of,
    matters_before,
    situation_in,
)
from tests.register.asking import answers, results
from tests.register.building import event, reasons, scenario, when
from tests.register.scenarios import GRID, scenarios

HOURS = (*GRID, -100, -2, 1, 2, 5, 10, 20)
"""Hours from the start of the horizon at which events are compacted or questions asked."""


def known_by(events, moment):
    """Return the places of the events known at an instant, corrected or not, and of the corrections known."""
    return [place for place, one in enumerate(events) if one.recorded <= moment]


def pruned(whole, picked, since, learnt, known_at, until):
    """Return the records that a ledger makes of the events picked as known at `learnt` and of those known since."""
    events = whole.events
    later = [place for place in known_by(events, known_at) if events[place].recorded > learnt]
    subjects = corrected_subjects([events[place] for place in picked], [events[place] for place in later])
    history = [place for place in history_of(events, subjects) if events[place].recorded <= known_at]
    needed = [place for place in later if matters_before(events[place], until)]
    places = sorted({*picked, *needed, *history})
    return Records(replace(whole, events=tuple(events[place] for place in places)), since=since)


@st.composite
def prunings(draw, **sizes):
    """Draw a scenario and its horizon, the two instants of a compaction, and questions asked after it."""
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
    """Return whether a review looks back to no hour before `learnt`."""
    if at is None:
        return False
    return learnt <= max(at - whole.policy.hold_hours * HOUR, whole.horizon.start)


def check_pruning(pruning, ask):
    whole, since, learnt, known, ways = pruning
    places = known_by(whole.events, learnt)
    known_events = [whole.events[place] for place in places]
    picked = [places[place] for place in compacted_places(known_events, pools=ids(whole.pools), since=since)]
    check_answers(whole, picked, since, learnt, known, ways, ask)


def check_answers(whole, picked, since, learnt, known, ways, ask):
    few = pruned(whole, picked, since, learnt, known, whole.horizon.until)
    # A readiness that is not known yet, or after the end, prints a reason at 0: the few events may be without it.
    entered = tuple(
        one
        for one in whole.events
        if one.kind != "on-call" or one.recorded <= (known if one.occurred < whole.horizon.until else learnt)
    )
    full = Records(replace(whole, events=entered), since=since)
    for at, known_at, assuming in ways:
        assume = few.scenario.declarations if assuming else ()
        one, other = (situation_in(each, at=at, known_at=known_at, assume=assume) for each in (few, full))
        assert ask(one, learnt) == ask(other, learnt)


def ids(rows):
    return {row.id for row in rows}


def answers_of(situation, _):
    return answers(situation, None)


def results_of(situation, learnt):
    return results(situation, None, look=may_be_reviewed(situation.scenario, situation.at, learnt))


def picked_of(*events, since="23T12:00", pools=()):
    """Return the letters of the events that are picked: `a` for the first, `b` for the second."""
    places = compacted_places(events, pools=pools, since=when(since))
    return "".join("abcdefgh"[place] for place in places)


def test_an_event_that_is_over_is_dropped():
    over = event("stepped-back", "nx1", "23T09:00", until="23T12:00")
    live = event("authority-withdrawn", "nx1", "23T09:00", until="23T12:01")
    assert picked_of(over, live) == "b"


def test_the_latest_of_a_line_outranks_those_before_it():
    assert picked_of(event("stepped-back", "nx1", "23T09:00"), event("returned", "nx1", "23T12:00")) == "b"
    assert picked_of(event("returned", "nx1", "23T12:00"), event("stepped-back", "nx1", "23T09:00")) == "a"


def test_an_event_after_since_outranks_nothing():
    assert picked_of(event("stepped-back", "nx1", "23T09:00"), event("returned", "nx1", "23T12:01")) == "ab"


def test_an_event_that_ends_first_does_not_outrank_one_that_goes_on():
    back = event("returned", "nx1", "23T11:00", until="24T09:00")
    assert picked_of(event("stepped-back", "nx1", "23T09:00"), back) == "ab"
    assert picked_of(event("stepped-back", "nx1", "23T09:00", until="24T09:00"), back) == "b"


def test_one_capability_does_not_outrank_all():
    everything = event("stepped-back", "nx1", "23T09:00")
    one, other = (event("returned", "nx1", "23T10:00", capability=name) for name in ("armed", "medic"))
    assert picked_of(everything, one, other) == "abc"
    assert picked_of(one, event("stepped-back", "nx1", "23T10:00", capability="armed"), other) == "bc"
    assert picked_of(one, other, event("stepped-back", "nx1", "23T10:00")) == "c"


def test_an_available_ends_earlier_leave_even_if_that_becomes_known_later():
    leave, back = event("unavailable", "nx1", "23T09:00"), event("available", "nx1", "23T10:00")
    assert picked_of(leave, back) == "b"
    assert picked_of(leave, back, event("unavailable", "nx1", "23T11:00")) == "bc"
    assert picked_of(back, event("available", "nx1", "23T11:00")) == "b"


def test_longer_leave_outranks_shorter():
    short, long = (event("unavailable", "nx1", f"23T0{hour}:00", until=f"24T0{hour}:00") for hour in (8, 9))
    assert picked_of(short, long) == "b"
    assert picked_of(replace(short, until=long.until + 1), long) == "ab"


def test_tickets_and_events_of_pools_are_kept():
    tickets = [event(kind, "nx1", "22T19:00", capability="armed") for kind in ("authorised", "authorisation-ended")]
    assert picked_of(*tickets) == "ab"
    steps = [event(kind, "kent-arv", "22T19:00") for kind in ("aid-asked", "aid-arrived", "aid-released")]
    assert picked_of(*steps) == "abc"
    home = [event(kind, "met-arv", "22T19:00", count=1) for kind in ("stepped-back", "returned")]
    assert picked_of(*home, pools={"met-arv"}) == "ab"


def test_a_person_a_duty_and_a_declaration_of_one_name_are_kept_apart():
    events = [
        event("stepped-back", "one", "23T09:00"),
        event("duty-suspended", "one", "23T09:00"),
        event("strength-changed", "one", "23T09:00", count=2),
        event("declared", "one", "23T09:00"),
        event("called-in", "one", "23T09:00"),
    ]
    assert picked_of(*events) == "abcde"
    assert picked_of(*events, event("strength-changed", "one", "23T10:00", count=1)) == "abdef"


def test_of_reports_decisions_and_statements_the_latest_before_and_all_since_are_kept():
    said = [event("report", "met", at, count=1) for at in ("23T09:00", "23T10:00", "23T12:00", "23T12:00")]
    assert picked_of(*said, event("report", "kent", "23T08:00", count=1)) == "bcde"


def test_a_corrected_event_and_its_correction_are_dropped():
    wrong = event("stepped-back", "nx1", "23T09:00", id="e1")
    corrections = [event("correction", "e1", at) for at in ("23T10:00", "23T11:00")]
    assert picked_of(wrong, *corrections) == ""
    assert picked_of(*corrections, wrong) == ""


def test_a_correction_of_an_event_that_is_not_known_yet_is_kept():
    assert picked_of(event("correction", "e1", "23T10:00")) == "a"


def test_a_correction_of_an_event_that_outranked_others_needs_the_whole_history():
    away, back = event("stepped-back", "nx1", "23T09:00"), event("returned", "nx1", "23T10:00", id="e2")
    correction = event("correction", "e2", "23T13:00")
    assert picked_of(away, back) == "b"
    assert corrected_subjects([back], [correction]) == {"nx1"}
    assert history_of([away, back, correction], {"nx1"}) == [0, 1, 2]
    assert picked_of(away, back, correction, since="23T14:00") == "a"


def test_a_correction_of_a_later_event_needs_no_history():
    back = event("returned", "nx1", "23T10:00")
    later = [event("stepped-back", "nx1", "23T12:30", id="e3"), event("correction", "e3", "23T13:00")]
    assert corrected_subjects([back], later) == frozenset()
    assert picked_of(back, *later, since="23T13:00") == "a"


def test_events_that_matter_only_after_the_end_may_be_left_out():
    leave, late = event("unavailable", "nx1", "23T17:00"), event("unavailable", "nx1", "23T18:00")
    assert [matters_before(one, when("23T18:00")) for one in (leave, late)] == [True, False]
    assert matters_before(event("authorised", "nx1", "24T18:00", capability="armed"), when("23T18:00"))
    assert matters_before(event("correction", "e1", "24T18:00", recorded="23T18:00"), when("23T18:00"))


def test_the_first_readiness_of_an_on_call_is_kept_even_if_it_is_over_or_wrong():
    over, plain, later = (
        event("on-call", "nx1", f"23T0{hour}:00", until=f"23T0{hour + 1}:00", count=count, id=f"e{hour}")
        for hour, count in ((6, 30), (7, None), (8, 10))
    )
    assert picked_of(plain, over, later) == "b"
    corrections = [event("correction", "e6", at) for at in ("23T10:00", "23T11:00")]
    assert picked_of(over, later, *corrections) == "ac"


def test_people_who_ever_had_a_ticket_stay_distinct_from_others():
    had = [
        event("authorised", "nx1", "20T09:00", capability="armed", until="21T09:00"),
        event("authorisation-ended", "nx1", "21T09:00", capability="armed"),
    ]
    whole = scenario(*had, authorisations=())
    picked = compacted_places(had, pools=(), since=whole.horizon.start)
    for known_events in (had, [had[place] for place in picked]):
        assert reasons(replace(whole, events=tuple(known_events)), "23T12:00") == {"not-current": 1}


@given(prunings(events=20, real=True))
@settings(max_examples=50)
def test_picked_events_give_the_windows_and_reasons_of_all_events(pruning):
    check_pruning(pruning, answers_of)


@given(prunings(events=20, real=True))
@settings(max_examples=25)
def test_picked_events_give_the_cover_margin_and_review_of_all_events(pruning):
    check_pruning(pruning, results_of)


@st.composite
def ledgers(draw, **sizes):
    """Draw a compaction, with the times of earlier ones."""
    whole, since, learnt, known, ways = draw(prunings(**sizes))
    start = whole.horizon.start
    grid = sorted({start + int(hour * HOUR) for hour in HOURS} | {learnt, since})
    before = draw(st.lists(st.sampled_from([moment for moment in grid if moment <= learnt]), max_size=3))
    earlier = [(moment, draw(st.sampled_from([one for one in grid if one <= min(moment, since)]))) for moment in before]
    return (whole, since, learnt, known, ways), sorted(earlier)


def check_ledger(ledger, ask):
    """Pick from the events picked before and those known since, as a ledger does, and ask about the last picked."""
    (whole, since, learnt, known, ways), earlier = ledger
    events = whole.events
    picked, before, floor = [], BEGINNING, BEGINNING
    for moment, floor_then in (*earlier, (learnt, since)):
        floor = max(floor, floor_then)
        later = [place for place in known_by(events, moment) if events[place].recorded > before]
        subjects = corrected_subjects([events[place] for place in picked], [events[place] for place in later])
        history = [place for place in history_of(events, subjects) if events[place].recorded <= moment]
        places = sorted({*picked, *later, *history})
        found = compacted_places([events[place] for place in places], pools=ids(whole.pools), since=floor)
        picked, before = [places[place] for place in found], moment
    at_once = known_by(events, learnt)
    expected = compacted_places([events[place] for place in at_once], pools=ids(whole.pools), since=since)
    more = set(picked) - {at_once[place] for place in expected}
    assert {at_once[place] for place in expected} <= set(picked)
    assert {events[place].kind for place in more} <= {CORRECTION}
    check_answers(whole, picked, since, learnt, known, ways, ask)


@given(ledgers(events=20, real=True))
@settings(max_examples=30)
def test_events_picked_again_and_again_give_the_answers_of_all_events(ledger):
    check_ledger(ledger, answers_of)


def test_a_figure_that_was_stale_before_the_start_is_still_stale():
    known_events = [
        event("report", "met", "20T09:00", count=1),
        event("report", "met", "21T09:00", count=1),
        event("stepped-back", "nx1", "21T10:00"),
    ]
    whole = scenario(*known_events)
    start = whole.horizon.start
    few = [known_events[place] for place in compacted_places(known_events, pools=(), since=start)]
    assert few == known_events[1:]
    records = Records(replace(whole, events=tuple(few)), since=start)
    assert "figure-stale:met" in {one.id for one in review(situation_in(records, at=start)).recommendations}


@given(prunings(events=20, real=True))
@settings(max_examples=12)
def test_picked_events_give_the_replay_of_all_events(pruning):
    whole, since, learnt, *_ = pruning
    learnt = min(learnt, whole.horizon.start)
    places = known_by(whole.events, learnt)
    known_events = [whole.events[place] for place in places]
    picked = [places[place] for place in compacted_places(known_events, pools=ids(whole.pools), since=since)]
    few = pruned(whole, picked, since, learnt, FOREVER, FOREVER)
    assert replay(few).as_json() == replay(Records(whole, since=since)).as_json()


@pytest.mark.slow
@pytest.mark.parametrize("ask", [answers_of, results_of], ids=lambda ask: ask.__name__)
def test_thousands_of_compactions_change_no_answer(ask):
    check = given(prunings(people=6, events=30, real=True))(lambda pruning: check_pruning(pruning, ask))
    settings(max_examples=500)(check)()


@pytest.mark.slow
def test_thousands_of_repeated_compactions_change_no_answer():
    check = given(ledgers(people=6, events=30, real=True))(lambda ledger: check_ledger(ledger, answers_of))
    settings(max_examples=500)(check)()
