"""Call-ins where people have rotas of their own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from standto import read_scenario
from standto.ladder import review
from standto.model.crews import Crew, Seat
from standto.model.people import Team
from standto.model.rotas import RotaRow
from standto.model.time import Period
from tests.ladder.building import changes, duty, event, hour, on_rota, people, scenario, team

RETAINED = Path(__file__).resolve().parents[3] / "shared/data/cases/retained"
SPARE = duty("patrol", 3), *team("spare", "rest"), *people(3, "spare")


def test_a_review_calls_in_nobody_who_has_a_row():
    rows = on_rota("spare1", 30, 40), on_rota("spare2", 200, 210)
    world = scenario(SPARE, rows, call_in_share=1, call_in_notice_hours=0, look_ahead_hours=24)
    assert changes(world, 0) == {"call-in:patrol": 1}


def test_a_review_calls_in_somebody_with_a_row_if_the_policy_says_so():
    rows = on_rota("spare1", 30, 40), on_rota("spare2", 200, 210)
    world = scenario(SPARE, rows, call_in_share=1, call_in_notice_hours=0, look_ahead_hours=24, call_in_from_rota=True)
    # The first of them works within their rest after the window.
    assert changes(world, 0) == {"call-in:patrol": 2}


@pytest.mark.parametrize(("from_rota", "steps"), [(False, {}), (True, {"call-in:patrol": 2})])
def test_people_without_a_pattern_are_off_duty_where_others_have_rows(from_rota, steps):
    folk = Team("own", "home"), *people(2, "own"), *people(1, "other"), on_rota("other1", 200, 210, duty="patrol")
    world = scenario(
        duty("patrol", 3),
        folk,
        Team("other", "home"),
        call_in_share=1,
        call_in_notice_hours=0,
        look_ahead_hours=24,
        rest_hours=500,
        call_in_from_rota=from_rota,
    )
    assert changes(world, 0) == steps


@pytest.mark.parametrize(
    ("ready", "waits", "bound", "steps"),
    [
        (30, 0, "", {"call-in:patrol": 1}),  # on duty, but not ready soon enough
        (30, 29, "", {"call-in:patrol": 1}),
        (30, 30, "", {}),  # counts already
        (30, 0, "patrol", {}),  # bound
        (30, 0, "other", {}),
        (0, 0, "", {}),
    ],
)
def test_people_on_duty_who_are_not_ready_soon_enough_may_be_called_in(ready, waits, bound, steps):
    rota = on_rota("own1", 0, 100, ready_minutes=ready, duty=bound), on_rota("own2", 200, 201)
    world = scenario(
        duty("patrol", 1, ready_minutes=waits),
        duty("other", 0, needs="medic"),
        Team("own", "home"),
        people(2, "own"),
        rota,
        call_in_share=1,
        call_in_notice_hours=0,
        look_ahead_hours=24,
        call_in_from_rota=True,
        rest_hours=200,
    )
    assert changes(world, 0) == steps


@pytest.mark.parametrize(
    ("minutes", "steps"),
    [(None, {}), (0, {}), (30, {"call-in:patrol": 1})],
    ids=["there", "at once", "in half an hour"],
)
def test_a_volunteer_on_call_counts_or_may_be_called_in(minutes, steps):
    said = event(0, "on-call", "spare1", count=minutes)
    world = scenario(
        duty("patrol", 1),
        team("spare", "rest"),
        people(1, "spare"),
        said,
        call_in_share=1,
        call_in_notice_hours=0,
        look_ahead_hours=24,
    )
    assert changes(world, 0) == steps


def test_standby_by_a_shift_takes_no_rest_away():
    world = scenario(
        duty("patrol", 1, shifts=("day",)),
        team("home", "night"),
        people(1, "home"),
        call_in_share=1,
        look_ahead_hours=24,
    )
    assert changes(world, 0) == {}
    standby = replace(world, shifts=tuple(replace(shift, ready_minutes=30) for shift in world.shifts))
    assert changes(standby, 0) == {"call-in:patrol": 1}


def test_a_crews_seats_are_duties_in_a_review():
    crew = Crew("boat", "sea"), Seat("boat", "out", "helm", ("shot",)), Seat("boat", "out", "hand", ("shot",), 2)
    world = scenario(
        crew, team("spare", "rest"), people(10, "spare"), call_in_share=0.2, call_in_notice_hours=0, look_ahead_hours=24
    )
    assert changes(world, 0) == {"call-in:boat/helm": 1, "call-in:boat/hand": 2}


@pytest.mark.skipif(not RETAINED.is_dir(), reason=f"{RETAINED} is missing")
def test_a_review_calls_in_no_retained_firefighter_who_is_not_available():
    written = read_scenario(RETAINED)
    rows = [event for event in written.events if event.kind == "called-in"]
    rota = [RotaRow(event.subject, Period(event.occurred, event.until)) for event in rows]
    rostered = replace(written, events=tuple(event for event in written.events if event not in rows), rota=tuple(rota))
    for day in range(1, 7):
        at = written.instant(f"2024-07-0{day}T12:00")
        assert "call-in" in {one.step for one in review(written, at=at).recommendations}
        assert "call-in" not in {one.step for one in review(rostered, at=at).recommendations}


def asked_for(world, **asked):
    """The lines of a review that say how to list the people one could ask."""
    lines = review(world, **asked).summary().splitlines()
    found = [row for row, line in enumerate(lines) if "outside their rota" in line]
    return [line.strip() for row in found for line in lines[row : lines.index("", row)]]


def test_a_review_that_calls_in_nobody_from_the_rota_says_how_to_list_the_people_one_could_ask():
    world = scenario(duty("patrol", 3), Team("own", "home"), people(3, "own"), on_rota("own1", 30, 40))
    told = "The review calls in nobody outside their rota. List the people you could ask:"
    command = "standto candidates FOLDER --duty patrol --at 2024-01-08T00:00:00+00:00"
    assert asked_for(world, at=hour(0)) == [told, command]
    earlier = asked_for(world, at=hour(1), known_at=hour(0))
    assert earlier[1:] == [f"{command.replace('T00', 'T01', 1)} \\", "--known-at 2024-01-08T00:00:00+00:00"]


@pytest.mark.parametrize("changed", [{"rota": ()}, {"call_in_from_rota": True}, {"duties": ()}])
def test_a_review_says_so_only_where_a_gap_remains_beside_a_rota(changed):
    world = scenario(duty("patrol", 3), Team("own", "home"), people(3, "own"), on_rota("own1", 30, 40))
    policy = replace(world.policy, call_in_from_rota=changed.pop("call_in_from_rota", False))
    assert asked_for(replace(world, policy=policy, **changed), at=hour(0)) == []
