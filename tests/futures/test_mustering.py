"""The muster against the windows of the situation: the same numbers, whoever is away."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from standto.futures.mustering import muster_of, mustering_of
from standto.model.event import STEPPED_BACK, Event
from standto.model.people import Person
from standto.model.time import FOREVER, HOUR
from standto.register import situation_of
from tests.register.asking import BASES
from tests.register.building import duty, event, scenario, ticket, when
from tests.register.scenarios import questions


def present(muster, gone=()):
    """Return the number of each class by step, without those away at the start and those gone from a step on."""
    last = dict(gone)
    counts = [Counter() for _ in range(len(muster.starts))]
    for step, row in enumerate(muster.fixed.tolist()):
        for kind, number in zip(muster.classes, row, strict=True):
            counts[step][kind] += number
    for slot in range(len(muster)):
        if muster.away_since[slot] == FOREVER:
            for entry in range(muster.first[slot], muster.first[slot + 1]):
                step = int(muster.entry_step[entry])
                if step < last.get(slot, len(counts)):
                    counts[step][muster.classes[muster.entry_kind[entry]]] += 1
    for step, (kinds, places) in enumerate(zip(muster.pool_kind.tolist(), muster.pool_places.tolist(), strict=True)):
        for kind, number in zip(kinds, places, strict=True):
            if kind >= 0:
                counts[step][muster.classes[kind]] += number
    return counts


def by_windows(situation, muster, basis):
    """Return the number of each class of the situation's own windows at the start of each step."""
    windows = situation.windows(until=int(muster.untils[-1]), basis=basis)
    rows = np.searchsorted(windows.starts, muster.starts, side="right") - 1
    return [Counter(dict(zip(windows.classes, windows.counts[row].tolist(), strict=True))) for row in rows], rows


def doing(counts, required):
    """Return the numbers by force and by the duties that stand."""
    found = []
    for step, row in zip(counts, required.tolist(), strict=True):
        stands = sum(1 << duty for duty, number in enumerate(row) if number > 0)
        merged = Counter()
        for (force, duties), number in step.items():
            if duties & stands:
                merged[force, duties & stands] += number
        found.append(+merged)
    return found


def situation_asked(question):
    scenario, at, known_at, assume, _, ready = question
    return situation_of(scenario, at=at, known_at=known_at, assume=assume, ready=ready)


@given(questions(), st.sampled_from(BASES))
@settings(max_examples=100)
def test_with_nobody_more_gone_the_numbers_by_step_are_those_of_the_windows(question, basis):
    situation = situation_asked(question)
    muster = muster_of(situation, basis=basis, until=question.until)
    expected, rows = by_windows(situation, muster, basis)
    required = situation.windows(until=question.until, basis=basis).required[rows]
    assert muster.required.tolist() == required.tolist()
    assert doing(present(muster), muster.required) == doing(expected, muster.required)


@given(questions(), st.sampled_from(BASES), st.data())
@settings(max_examples=100)
def test_the_loss_of_slots_from_a_step_on_gives_the_windows_of_those_step_backs(question, basis, data):
    situation = situation_asked(question)
    mustering = mustering_of(situation, basis=basis, until=question.until)
    muster, people = mustering.muster(), situation.scenario.people
    there = [slot for slot in range(len(mustering.slots)) if muster.away_since[slot] == FOREVER]
    gone = [
        (slot, data.draw(st.integers(0, len(muster.starts) - 1)))
        for slot in (data.draw(st.lists(st.sampled_from(there), unique=True)) if there else [])
    ]
    recorded = situation.period.start if situation.known_at is None else situation.known_at
    events = [
        Event("", STEPPED_BACK, people[mustering.slots[slot]].id, int(muster.starts[step]), recorded)
        for slot, step in gone
    ]
    after = replace(situation, records=situation.records.followed_by(events))
    expected, _ = by_windows(after, muster, basis)
    assert doing(present(muster, gone), muster.required) == doing(expected, muster.required)


@given(questions())
@settings(max_examples=15)
def test_steps_follow_one_another_from_the_start_to_the_end_and_last_an_hour_at_most(question):
    situation = situation_asked(question)
    muster = muster_of(situation, until=question.until)
    lengths = muster.untils - muster.starts
    assert (muster.starts[0], muster.untils[-1]) == situation.period_until(question.until)
    assert (muster.starts[1:] == muster.untils[:-1]).all()
    assert ((lengths > 0) & (lengths <= HOUR)).all()


@given(questions(), st.sampled_from(BASES))
@settings(max_examples=50)
def test_the_places_of_other_forces_by_state_are_those_that_each_basis_counts(question, basis):
    muster = muster_of(situation_asked(question), basis=basis, until=question.until)
    present_places, confirmed, waiting = np.where(muster.pool_kind >= 0, muster.pool_states, 0)
    if basis == "none":
        assert not muster.pool_states.any()
    elif basis == "offered":
        assert (present_places + confirmed <= muster.pool_places).all()
        assert (muster.pool_places <= present_places + confirmed + waiting).all()
    else:
        assert (muster.pool_places == present_places + (basis == "confirmed") * confirmed).all()


def test_somebody_is_away_since_the_last_time_they_counted_for_something():
    """Records about somebody who is away already do not start their absence anew; a return in between does."""
    people = tuple(Person(f"nx{number}", "met") for number in range(1, 7))
    tickets = tuple(ticket(person.id, skill) for person in people for skill in ("armed", "medic"))
    force = scenario(
        event("stepped-back", "nx1", "18T12:00"),
        event("stepped-back", "nx2", "18T12:00"),
        event("stepped-back", "nx2", "20T12:00"),
        event("stepped-back", "nx3", "18T12:00"),
        event("stepped-back", "nx3", "20T12:00", capability="medic"),
        event("stepped-back", "nx4", "18T12:00", capability="medic"),
        event("stepped-back", "nx4", "20T12:00", capability="armed"),
        event("stepped-back", "nx5", "18T12:00"),
        event("returned", "nx5", "19T12:00"),
        event("stepped-back", "nx5", "20T12:00"),
        event("stepped-back", "nx6", "18T12:00"),
        event("returned", "nx6", "19T12:00", until="21T12:00"),
        people=people,
        authorisations=tickets,
        duties=(duty(), duty("aid-post", capabilities=("medic",))),
    )
    mustering = mustering_of(situation_of(force, at=when("22T18:00")))
    days = ("18", "18", "18", "20", "20", "21")
    assert mustering.away == {f"nx{number}": when(f"{day}T12:00") for number, day in enumerate(days, start=1)}
