from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest

from standto import cover, margin, read_scenario, review, situation_of
from standto.model.time import HOUR
from standto.wording import listed
from standto_desk.alerts.matters import GAP, KINDS, LATE, MARGIN, matters_in


@pytest.fixture(scope="module")
def weekend():
    return read_scenario("london-2023")


def at(scenario, text):
    return scenario.zone.instant(datetime.fromisoformat(text))


def matters_at(scenario, text):
    moment = at(scenario, text)
    situation = situation_of(scenario, at=moment)
    until = min(moment + 72 * HOUR, scenario.horizon.until)
    return matters_in(cover(situation, until=until), margin(situation, until=until, runs=1), review(situation))


def test_a_duty_with_a_gap_is_one_matter_however_many_windows_it_has(weekend):
    moment = at(weekend, "2023-09-23T12:00:00")
    found = cover(situation_of(weekend, at=moment), until=moment + 72 * HOUR)
    short = [duty.id for duty, gap in zip(weekend.duties_in_order, found.gap.any(axis=0), strict=True) if gap]
    assert [one.about for one in matters_at(weekend, "2023-09-23T12:00:00") if one.kind == GAP] == short
    assert short != []


def test_a_gap_starts_at_a_time_that_carries_its_zone(weekend):
    (first, *_) = [one.sentence for one in matters_at(weekend, "2023-09-22T20:00:00") if one.kind == GAP]
    assert re.search(r"has a gap of up to \d+ places? from \w{3} \d+ Sep \d\d:\d\d BST\.$", first)


def test_a_step_that_is_late_is_told_of_in_words(weekend):
    moment = at(weekend, "2023-09-23T12:00:00")
    late = [one.id for one in review(situation_of(weekend, at=moment)).recommendations if one.changes and one.late]
    assert [one.about for one in matters_at(weekend, "2023-09-23T12:00:00") if one.kind == LATE] == late


def test_a_step_is_due_at_the_minute_by_which_it_is_to_be_decided_and_not_called_too_late(weekend):
    at_that_minute, a_minute_before = (
        [one.sentence for one in matters_at(weekend, text) if one.about == "call-in:armed-response-outer"]
        for text in ("2023-09-23T03:00:00", "2023-09-23T02:59:00")
    )
    assert len(at_that_minute) == 1
    assert at_that_minute[0].startswith("Decide now: call in ")
    assert a_minute_before == []


@pytest.mark.parametrize("text", ["2023-09-22T20:00:00", "2023-09-23T12:00:00", "2023-09-24T09:00:00"])
def test_no_matter_names_a_person(weekend, text):
    people = re.compile("|".join(rf"\b{re.escape(person.id)}\b" for person in weekend.people))
    found = matters_at(weekend, text)
    assert [one for one in found if people.search(f"{one.about} {one.sentence}")] == []
    assert {one.kind for one in found} <= set(KINDS)


@pytest.mark.parametrize("text", ["2023-09-22T20:00:00", "2023-09-24T09:00:00"])
def test_what_a_matter_is_about_stays_the_same_while_it_lasts(weekend, text):
    moment = at(weekend, text)
    later = weekend.zone.iso(moment + HOUR // 60)
    keys = [{(one.kind, one.about) for one in matters_at(weekend, when)} for when in (text, later)]
    assert keys[0] == keys[1]


def test_a_margin_under_the_reserve_names_the_duties_that_would_fail(weekend):
    careful = replace(weekend, policy=replace(weekend.policy, reserve=1_000))
    said = [one.sentence for one in matters_at(careful, "2023-09-28T12:00:00") if one.kind == MARGIN]
    moment = at(careful, "2023-09-28T12:00:00")
    until = min(moment + 72 * HOUR, careful.horizon.until)
    found = margin(situation_of(careful, at=moment), until=until, runs=1).least
    names = [duty.name for duty in careful.duties_in_order]
    assert said == [
        f"At worst only {one.critical.worst_case} more people may step back before "
        f"{listed([names[duty] for duty in one.critical.duties], 'or')} fails; the reserve is 1000."
        for one in found
    ]
    assert said != []
