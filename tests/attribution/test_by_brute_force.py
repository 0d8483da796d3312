"""Causes of random scenarios, against plain code that lifts the reasons person by person."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standto import cover, situation_of, statement
from standto.attribution.causes import CAUSES
from tests.attribution.plain import ORDER, causes_of, levels_of
from tests.register.oracle import KnownEvents
from tests.register.scenarios import questions

BASES = st.sampled_from(("present", "present", "none", "confirmed", "offered"))


def check(question, basis):
    """Compare a statement with brute force, and its sums with cover's gaps."""
    scenario, at, known_at, assume, until, ready = question
    found = statement(scenario, since=at, until=until, known_at=known_at, basis=basis, assume=assume, ready=ready)
    known = KnownEvents(scenario, known_at, assume, ready)
    plain = causes_of(known, found.start, found.until, basis)
    nothing = (0,) * len(CAUSES)
    got = {line.id: found.of_line(line) for line in found.lines}
    assert got == {line.id: tuple(plain.get(line.id, nothing)) for line in found.lines}
    check_sums(found, basis, ready, assume)
    assert max(map(len, found.summary().splitlines())) <= 100


def check_sums(found, basis, ready, assume):
    """Check that the causes sum to the gaps that cover finds, exactly, and rows and sites to the whole."""
    situation = replace(
        situation_of(found.scenario, at=found.start, assume=assume, ready=ready), known_at=found.situation.known_at
    )
    answer = cover(situation, until=found.until, basis=basis)
    lengths = answer.windows.untils - answer.windows.starts
    gaps = answer.places.gap_table()
    for line in found.lines:
        if not line.crew:
            assert sum(found.of_line(line)) == int((gaps[:, line.place] * lengths).sum())
        assert found.of_line(line) == tuple(
            map(sum, zip(*(found.of_line(line, row) for row in range(len(found.rows_of_time))), strict=True))
        )
    for crews in (False, True):
        sites = [found.sums(crews=crews, site=site) for site in found.sites]
        assert found.sums(crews=crews) == tuple(map(sum, zip(*sites, strict=True))) or not sites


@settings(max_examples=60)
@given(question=questions(people=5, events=10, real=True), basis=BASES)
def test_every_cause_is_that_of_lifting_reasons_person_by_person(question, basis):
    check(question, basis)


@settings(max_examples=40)
@given(question=questions(people=5, events=8, real=True, crewed=True), basis=BASES)
def test_every_cause_is_the_same_with_crews(question, basis):
    check(question, basis)


@settings(max_examples=40)
@given(question=questions(people=5, events=10, real=True), basis=BASES)
def test_every_strength_is_that_of_counting_person_by_person(question, basis):
    scenario, at, known_at, assume, until, ready = question
    found = statement(scenario, since=at, until=until, known_at=known_at, basis=basis, assume=assume, ready=ready)
    known = KnownEvents(scenario, known_at, assume, ready)
    duties = {duty.id: duty for duty in scenario.duties}
    for period, strengths in zip(found.rows_of_time, found.strengths, strict=True):
        for line in found.lines:
            ours = strengths[line.place]
            got = [(one.total, one.least, one.most, one.last) for one in ours.levels]
            assert (ours.stood, ours.as_of, got) == levels_of(known, duties[line.id], *period, basis)


@pytest.mark.slow
@settings(max_examples=400)
@given(question=questions(people=5, events=14, real=True, crewed=True), basis=BASES)
def test_every_cause_is_the_same_over_many_scenarios(question, basis):
    check(question, basis)


def test_the_order_is_that_of_the_documentation():
    assert [cause.id for cause in CAUSES] == [*ORDER, "too-few"]
