"""The grid of a month beside plain code that asks about one person at one instant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standto import cover, situation_of
from standto.model.time import DAY, HOUR, MINUTE, Period
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.clock.setting import start_demo_clock
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.scenario_import import import_scenario
from standto_desk.pages.rota.day_pieces import AWAY, CALL, CALLED_IN, DUTY, pieces_of
from standto_desk.pages.rota.shift_codes import ShiftCodes
from standto_desk.picture.rota.month_grids import grid_at
from standto_desk.picture.rota.months import Month
from tests.desk.weekends import few
from tests.register import oracle

QUARTER = 15 * MINUTE
AUTHOR = Author("tests", "", "")


def drafts_of(scenario, begins: int):
    """Somebody called in, somebody stood off, somebody on call by their own word, and two who are away."""
    kinds = (
        ("called-in", 30, 40, None),
        ("stood-off", 2, 60, None),
        ("on-call", 5, 29, 20),
        ("unavailable", 0, 100, None),
        ("unavailable", 10, 20, None),
    )
    return [
        Draft("event", kind, person.id, occurred=begins + start * HOUR, until=begins + until * HOUR, count=count)
        for (kind, start, until, count), person in zip(kinds, scenario.people, strict=False)
    ]


@pytest.fixture(params=["retained", "london-2023"])
def desk_with_month(request, desk, sample_at):
    """A desk with a sample and more events in it; the month that it shows, and the days that are looked at."""
    if request.param == "retained":
        scenario, month = sample_at("retained", "2024-03-06T08:30").scenario, Month(2024, 3)
        start = scenario.instant("2024-03-04T00:00")
    else:
        scenario, month = few().scenario, Month(2023, 9)
        import_scenario(scenario, author=AUTHOR, now=scenario.horizon.start)
        start_demo_clock(at=scenario.instant("2023-09-23T12:00"))
        start = scenario.instant("2023-09-22T00:00")
    append(drafts_of(scenario, start), author=AUTHOR, now=now())
    return month, Period(start, start + 5 * DAY)


def over(month, at):
    """The scenario of the ledger over a month, as a folder has it."""
    scenario = scenario_at(at)
    return replace(scenario, horizon=month.period(scenario.zone))


def test_everybody_has_the_times_of_plain_code_at_every_quarter_of_an_hour(desk_with_month):
    month, days = desk_with_month
    grid, known = grid_at(month, now()), oracle.KnownEvents(over(month, now()))
    for place, person in enumerate(grid.scenario.people[:12]):
        for at in range(days.start, days.until, QUARTER):
            minutes = oracle.readiness(known, person, at)
            there = [one.ready_minutes for one in grid.times.of(place) if one.start <= at < one.until]
            always = minutes is not None and not there and not grid.scenario.rota
            assert there == ([] if minutes is None or always else [minutes]), (person.id, at)
            assert grid.is_away(place, Period(at, at + 1)) == (not oracle.is_available(known, person, at))


def test_each_time_stands_on_the_day_on_which_it_starts_and_longer_ones_on_each_of_their_days(desk_with_month):
    month, _ = desk_with_month
    grid = grid_at(month, now())
    zone, codes = grid.scenario.zone, ShiftCodes(grid)
    seen = set()
    for place in range(len(grid.scenario.people)):
        found = pieces_of(grid, place, codes)
        expected: dict[int, list] = {}
        for time in grid.times.of(place):
            first, last = zone.local(time.start), zone.local(time.until - 1)
            longer = time.until - time.start > 25 * HOUR
            for day in month.days:
                if first.date() == day or (longer and first.date() < day <= last.date()):
                    expected.setdefault(day.day - 1, []).append((time.start, time.until))
        times = {day: [(one.start, one.until) for one in pieces] for day, pieces in found.items()}
        assert {day: times[day] for day in times if day in expected} == expected
        # On the other days, somebody who is away all day is so without a time.
        for day in found.keys() - expected.keys():
            assert [one.way for one in found[day]] == [AWAY]
        seen |= {one.way for pieces in found.values() for one in pieces}
    assert seen >= {CALLED_IN, AWAY}
    assert seen & {DUTY, CALL}


def test_the_numbers_of_a_day_are_those_of_its_quarters_of_an_hour(desk_with_month):
    month, days = desk_with_month
    grid, scenario = grid_at(month, now()), over(month, now())
    known = oracle.KnownEvents(scenario)
    for count in (one for one in grid.days if days.start <= one.start < days.start + DAY):
        numbers = [
            sum(
                oracle.readiness(known, person, at) is not None and oracle.is_available(known, person, at)
                for person in scenario.people
            )
            for at in range(count.start, count.until, QUARTER)
        ]
        assert (count.least, count.most) == (min(numbers), max(numbers))


def test_the_gaps_of_a_day_are_those_of_the_folder(desk_with_month):
    month, _ = desk_with_month
    grid = grid_at(month, now())
    covered = cover(situation_of(over(month, now()), known_at=now()))
    windows = covered.windows
    short = {
        int(start): (places, crews)
        for start, places, crews in zip(
            windows.starts, covered.gap.sum(axis=1).tolist(), covered.below_needs.sum(axis=1).tolist(), strict=True
        )
    }
    for start, (places, crews) in short.items():
        day = grid.days[grid.day_of(start)]
        found = [(one.places, one.crews) for one in day.gaps if one.start <= start < one.until]
        assert found == ([(places, crews)] if places or crews else []), start
    assert any(one.gaps for one in grid.days)
