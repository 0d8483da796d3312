"""The projections come from the ledger alone, and can be dropped and made again at any time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standto.model.event import Event
from standto.model.time import DAY, HOUR, MINUTE
from standto.scenario import read_scenario
from standto_desk.book.keeping_up import drop, keep_up, rebuild
from standto_desk.book.models import Considered, Late, Snapshot
from standto_desk.book.situations import folded_at, situation_at
from tests.desk.book.written import event, rows_of, write
from tests.register.asking import results

EVERY = 10


@pytest.fixture(scope="module")
def season():
    """Return sixty people of the weekend over 120 days: some step back each day and return the next."""
    whole = read_scenario("london-2023")
    people = whole.people[:60]
    kept = {person.id for person in people}
    tickets = tuple(ticket for ticket in whole.authorisations if ticket.person in kept)
    start = whole.horizon.start - 100 * DAY
    events = []
    for day in range(120):
        person = people[day * 7 % 60].id
        gone, back = start + day * DAY, start + (day + 1) * DAY + 3 * HOUR
        events.append(Event(f"gone{day}", "stepped-back", person, gone, gone))
        events.append(Event(f"back{day}", "returned", person, back, back + (day % 3) * 2 * DAY))
    events.sort(key=lambda one: one.recorded)
    return replace(whole, people=people, authorisations=tickets, events=tuple(events))


def enter(scenario):
    write([*rows_of(scenario), *map(event, scenario.events)])


def kept():
    """Return all rows of the projections."""
    return [list(table.objects.order_by("pk").values_list()) for table in (Considered, Snapshot, Late)]


def check_moments(season, *moments):
    for at in moments:
        for known_at in (at, season.horizon.until + 30 * DAY):
            asked, folded = situation_at(at, known_at), folded_at(at, known_at)
            assert results(asked, at + DAY) == results(folded, at + DAY)


def test_projections_are_the_same_when_made_again(database, season):
    enter(season)
    keep_up(every=EVERY)
    before = kept()
    rebuild(every=EVERY)
    assert kept() == before
    assert len(before[1]) == 20


def test_projections_are_the_same_however_often_the_work_is_interrupted(desk, season):
    enter(season)
    keep_up(every=EVERY)
    at_once = kept()
    drop()
    for every in (70, 35, 10):
        keep_up(every=every)
    Snapshot.objects.filter(moment__gt=Snapshot.objects.order_by("moment")[2].moment).delete()
    assert [moment for moment, _ in kept()[1]] != [moment for moment, _ in at_once[1]]
    rebuild(every=EVERY)
    assert kept() == at_once


def test_answers_are_those_of_a_fold_with_projections_and_without(database, season):
    enter(season)
    middle = season.horizon.start - 30 * DAY + 5 * MINUTE
    check_moments(season, middle)
    keep_up(every=EVERY)
    check_moments(season, middle, middle + 7 * DAY, season.horizon.start + 60 * DAY)
    drop()
    check_moments(season, middle)


def test_a_question_reads_little_of_a_long_ledger(desk, season):
    enter(season)
    keep_up(every=EVERY)
    at = season.horizon.start - 10 * DAY
    assert len(folded_at(at).scenario.events) == 178
    assert len(situation_at(at).scenario.events) == 74


def test_late_history_drops_the_snapshots_after_it(desk, season):
    enter(season)
    keep_up(every=EVERY)
    moments = [moment for moment, _ in kept()[1]]
    late = Event("late", "stepped-back", season.people[1].id, moments[4] - 9 * DAY, moments[4])
    write([event(late)])
    at = moments[8] + 3 * DAY
    check_moments(season, at)
    keep_up(every=10**6)
    assert [moment for moment, _ in kept()[1]] == moments[:4]
    keep_up(every=EVERY)
    check_moments(season, at)


def test_a_later_correction_brings_back_the_event_that_was_outranked(desk, season):
    person = season.people[0].id
    start = season.horizon.start - 100 * DAY
    first = Event("first", "stepped-back", person, start - 2 * DAY, start - 2 * DAY)
    second = Event("second", "returned", person, start - DAY, start - DAY)
    others = (one for one in season.events if one.subject != person)
    enter(replace(season, events=(first, second, *others)))
    keep_up(every=EVERY)
    at = season.horizon.start - 2 * DAY
    before = situation_at(at).stepped_back("met", at)
    write([event(Event("wrong", "correction", "second", at, at))])
    assert situation_at(at).stepped_back("met", at) == before + 1
    check_moments(season, at)


def test_progress_is_reported_to_the_end(desk, season):
    enter(season)
    told = []
    rebuild(told.append, every=EVERY)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 3
