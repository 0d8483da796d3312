"""Records that follow others give the same answers as fresh records."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standto.model.event import Event
from standto.model.people import Person
from standto.model.time import HOUR
from standto.register import Records, situation_in
from tests.register.asking import answers, results
from tests.register.building import event, pool, scenario, ticket, when
from tests.register.scenarios import scenarios, ways_of_asking


@st.composite
def stories(draw, **sizes):
    """Draw a scenario whose events come in parts, with the questions asked after each part."""
    whole = draw(scenarios(**sizes))
    cuts = sorted(draw(st.lists(st.integers(0, len(whole.events)), min_size=1, max_size=3)))
    parts = [whole.events[start:end] for start, end in zip((0, *cuts), (*cuts, len(whole.events)), strict=True)]
    return whole, [(part, draw(st.lists(ways_of_asking(whole), max_size=3))) for part in parts]


def check_story(story, ask):
    whole, parts = story
    (first, ways), *rest = parts
    records, told = Records(replace(whole, events=first)), first
    held = []
    for events, later_ways in (((), ways), *rest):
        if events:
            held.append((records, told, ways))
            records, told, ways = records.followed_by(events), told + events, later_ways
        check_same(records, told, ways, ask)
    for before, known, asked in held:
        check_same(before, known, asked, ask)
    check_same(records, whole.events, [(None, None, (), None)], ask)


def check_same(records, told, ways, ask):
    assert records.scenario.events == told
    fresh = Records(replace(records.scenario, events=told))
    assert records.scenario.declarations == fresh.scenario.declarations
    for at, known_at, assume, until in ways:
        assume = tuple(name for name in assume if name in fresh.scenario.declarations)
        for ready in (None, 10) if records.scenario.rota else (None,):
            one, other = (
                situation_in(each, at=at, known_at=known_at, assume=assume, ready=ready) for each in (records, fresh)
            )
            assert ask(one, until) == ask(other, until)


def not_counted(records, instant, known_at=None):
    known = None if known_at is None else when(known_at)
    found = situation_in(records, known_at=known).not_counted(when(instant), (0,))
    return {reason: number for reason, number in found.items() if number}


def test_following_records_leave_the_earlier_ones_unchanged():
    before = Records(scenario())
    assert not_counted(before, "23T12:00") == {}
    after = before.followed_by([event("stepped-back", "nx1", "23T09:00")])
    assert not_counted(after, "23T12:00") == {"stepped-back": 1}
    assert not_counted(before, "23T12:00") == {}
    assert (len(before.scenario.events), len(after.scenario.events)) == (0, 1)


def test_a_later_correction_removes_an_earlier_event():
    before = Records(scenario(event("stepped-back", "nx1", "23T09:00", id="e1")))
    assert not_counted(before, "23T12:00") == {"stepped-back": 1}
    after = before.followed_by([event("correction", "e1", "23T10:00", id="e2")])
    assert not_counted(after, "23T12:00") == {}
    assert not_counted(after, "23T12:00", known_at="23T09:30") == {"stepped-back": 1}


def test_events_that_follow_may_have_been_known_earlier():
    before = Records(scenario(event("returned", "nx1", "23T11:00")))
    assert not_counted(before, "23T10:00") == {}
    after = before.followed_by([event("stepped-back", "nx1", "23T09:00")])
    assert not_counted(after, "23T10:00") == {"stepped-back": 1}
    assert not_counted(after, "23T12:00", known_at="23T09:30") == {"stepped-back": 1}
    assert not_counted(after, "23T12:00") == {}


def test_the_timeline_of_an_unchanged_state_of_knowledge_is_shared():
    kent = pool(state="confirmed")
    before = Records(scenario(event("unavailable", "nx1", "22T19:00"), pools=(kent,)))
    then = situation_in(before, known_at=when("22T20:00")).timeline
    after = before.followed_by([event("aid-arrived", "kent-arv", "23T09:00")])
    assert situation_in(after, known_at=when("22T20:00")).timeline is then
    assert situation_in(after, known_at=when("23T09:00")).timeline is not then


def test_records_lose_the_digest_of_their_folder_when_events_follow():
    read = replace(scenario(), digest="abc")
    assert Records(read).followed_by([event("stepped-back", "nx1", "23T09:00")]).scenario.digest == ""


def test_reports_from_before_the_since_of_records_are_no_claims():
    reports = [event("report", "met", at, count=0) for at in ("22T19:00", "22T20:00")]
    records = Records(scenario(*reports), since=when("22T20:00"))
    assert [claim.event for claim in situation_in(records).claims()] == reports[1:]
    more = event("report", "met", "22T21:00", count=0)
    assert [claim.event for claim in situation_in(records.followed_by([more])).claims()] == [reports[1], more]


def test_threads_read_the_same_while_others_follow():
    names = [f"nx{number}" for number in range(1, 30)]
    whole = scenario(
        *(event("stepped-back", name, f"23T{6 + number % 12:02}:{number:02}") for number, name in enumerate(names)),
        people=tuple(Person(name, "met") for name in names),
        authorisations=tuple(ticket(name) for name in names),
        pools=(pool(state="confirmed"),),
    )
    start = whole.horizon.start
    moments = [start + hour * HOUR for hour in range(12, 25)]
    generations = [Records(whole)]
    expected = [answers(situation_in(Records(whole), known_at=moment), None) for moment in moments]
    wrong = []

    def read(shift):
        for turn in range(4 * len(moments)):
            place = (turn * 5 + shift) % len(moments)
            records = generations[turn % len(generations)]
            found = answers(situation_in(records, known_at=moments[place]), None)
            if found != expected[place]:
                wrong.append((shift, turn))

    readers = [threading.Thread(target=read, args=(shift,)) for shift in range(4)]
    for reader in readers:
        reader.start()
    for number in range(20):
        # It is not known at any moment of the questions.
        late = Event("", "returned", names[number], start, moments[-1] + HOUR + number)
        generations.append(generations[-1].followed_by([late]))
    for reader in readers:
        reader.join()
    assert wrong == []


@given(stories(real=True))
@settings(max_examples=60)
def test_windows_and_reasons_equal_those_of_fresh_records(story):
    check_story(story, answers)


@given(stories(real=True))
@settings(max_examples=30)
def test_cover_margin_and_review_equal_those_of_fresh_records(story):
    check_story(story, results)


@pytest.mark.slow
@pytest.mark.parametrize("ask", [answers, results], ids=lambda ask: ask.__name__)
def test_thousands_of_sequences_of_events_end_as_fresh_records_do(ask):
    check = given(stories(people=6, events=24, real=True))(lambda story: check_story(story, ask))
    settings(max_examples=500)(check)()
