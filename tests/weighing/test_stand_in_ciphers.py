"""The scenario that workers review has no ciphers, and gives the same reviews."""

from __future__ import annotations

import zlib
from dataclasses import replace

import pytest

from standto import read_scenario, situation_of
from standto.assuming.assumptions_reader import read_assumptions
from standto.spreading.chunk_work import packed_run
from standto.weighing.reviewed_futures import futures_to_review
from standto.weighing.stand_in_ciphers import with_stand_ins
from tests.register.building import event, pool, scenario


@pytest.mark.parametrize(
    ("name", "at", "assumed"),
    [
        ("london-2023", "2023-09-23T12:00", "published"),
        pytest.param("london-2023", "2023-09-25T12:00", "stress", marks=pytest.mark.slow),
    ],
)
def test_reviews_are_the_same_with_stand_ins_and_no_cipher_is_sent(name, at, assumed):
    force = read_scenario(name)
    situation = situation_of(force, at=at)
    run = futures_to_review(situation, read_assumptions(assumed, force, name), 3, (situation.period.start,))
    sent = zlib.decompress(packed_run(run))
    assert not [person.id for person in force.people if person.id.encode() in sent]
    assert not [one.note for one in force.events if one.note and one.note.encode() in sent]
    named = replace(run, scenario=force)
    assert run.futures_inputs == named.futures_inputs
    assert run.tally(0, 2) == named.tally(0, 2)


def test_stand_ins_keep_the_order_of_ciphers_and_take_no_name_that_is_there():
    force = with_stand_ins(scenario(event("stepped-back", "nx2", "22T18:00"), pools=(replace(pool(), id="p1"),)))
    assert all(person.id.startswith("pp") for person in force.people)
    ciphers = [person.id for person in scenario().people]
    assert sorted(range(len(ciphers)), key=lambda place: force.people[place].id) == sorted(
        range(len(ciphers)), key=ciphers.__getitem__
    )
    assert {one.person for one in force.authorisations} <= {person.id for person in force.people}


def test_a_correction_still_names_the_event_that_it_corrects():
    first = replace(event("stepped-back", "nx1", "22T18:00"), id="nx1")
    force = with_stand_ins(scenario(first, event("correction", "nx1", "22T19:00")))
    stepped_back, correction = force.events
    assert (stepped_back.subject, correction.subject) == (force.people[0].id, stepped_back.id)
