"""Shifts in local time, also in nights in which the clocks change."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from standto.model.shifts import Shift
from standto.model.time import HOUR, MINUTE
from standto.model.zone import Zone
from standto.register.shift_times import ready_times, rested, shift_on, shift_runs, shifts_in
from tests.register import oracle
from tests.register.building import duty, period, scenario, shift, team_on, ticket, times_of, windows

LONDON, LORD_HOWE, APIA = Zone("Europe/London"), Zone("Australia/Lord_Howe"), Zone("Pacific/Apia")
FORWARD, BACK = date(2023, 3, 26), date(2023, 10, 29)


def lasts(zone, starts, ends, day):
    """Return the length in hours of the shift that starts on a day; None if it does not run."""
    run = shift_on(zone, Shift("shift", time.fromisoformat(starts), time.fromisoformat(ends)), day)
    return run and (run.until - run.start) / HOUR


@pytest.mark.parametrize(
    ("zone", "starts", "ends", "day", "hours"),
    [
        (LONDON, "23:00", "07:00", date(2023, 9, 22), 8),
        (LONDON, "23:00", "07:00", date(2023, 3, 25), 7),  # the clocks go forward in that night
        (LONDON, "23:00", "07:00", date(2023, 10, 28), 9),  # the clocks go back in that night
        (LONDON, "07:00", "19:00", FORWARD, 12),
        (LONDON, "07:00", "07:00", FORWARD, 24),  # an end not after the start is on the next day
        (LONDON, "00:00", "00:00", FORWARD, 23),
        (LONDON, "00:00", "00:00", BACK, 25),
        (LONDON, "01:30", "03:00", FORWARD, 0.5),  # 01:30 is not there: it starts at 02:30
        (LONDON, "00:00", "01:30", FORWARD, 1.5),  # 01:30 is not there: it ends at 02:30
        (LONDON, "01:00", "02:00", FORWARD, None),  # nothing is left of it
        (LONDON, "01:30", "02:15", FORWARD, None),  # what starts at 02:30 cannot end at 02:15
        (LONDON, "01:00", "02:00", BACK, 2),  # from the first 01:00
        (LONDON, "01:30", "01:45", BACK, 0.25),  # both the first time round
        (LORD_HOWE, "23:00", "07:00", date(2023, 9, 30), 7.5),
        (LORD_HOWE, "23:00", "07:00", date(2023, 4, 1), 8.5),
        (LORD_HOWE, "02:15", "03:00", date(2023, 10, 1), 0.25),
        (LORD_HOWE, "02:00", "02:30", date(2023, 10, 1), None),
    ],
)
def test_a_shift_lasts_as_long_as_the_clocks_let_it(zone, starts, ends, day, hours):
    assert lasts(zone, starts, ends, day) == hours


def test_a_time_on_a_date_that_a_zone_skipped_is_a_day_later():
    # Samoa went from 29 to 31 December 2011.
    shown = APIA.wall_clock(date(2011, 12, 30), time(7))
    assert APIA.iso(shown) == "2011-12-31T07:00:00+14:00"


@pytest.mark.parametrize("zone", [LONDON, LORD_HOWE, APIA, Zone("America/St_Johns"), Zone("UTC")], ids=repr)
def test_local_times_agree_with_a_search_through_instants(zone):
    for day in (date(2023, 3, 26), date(2023, 10, 29), date(2023, 4, 2), date(2023, 10, 1), date(2011, 12, 30)):
        for minutes in range(0, 24 * 60, 15):
            clock = time(minutes // 60, minutes % 60)
            assert zone.wall_clock(day, clock) == oracle.clock_time(zone, day, clock)


def test_a_local_time_that_occurs_twice_is_the_first_and_one_that_never_does_is_refused():
    assert (
        LONDON.instant(datetime(2023, 10, 29, 1, 30)) + HOUR == LONDON.instant(datetime(2023, 10, 29, 2)) - 30 * MINUTE
    )
    with pytest.raises(ValueError, match="does not exist"):
        LONDON.instant(datetime(2023, 3, 26, 1, 30))


def test_a_night_shift_over_the_change_is_one_window_of_an_hour_more():
    folder = scenario(
        starts="2023-10-28T12:00",
        ends="2023-10-29T12:00",
        shifts=(shift("night", "23:00", "07:00"),),
        duties=(duty(shifts=("night",)),),
    )
    night = windows(folder)[1]
    assert (night.until - night.start, night.required) == (9 * HOUR, {"guard": 1})


def test_a_team_goes_by_the_local_date_on_which_its_shift_starts():
    folder = scenario(shifts=(shift("night", "23:00", "07:00"),), **team_on("night", "rest", "rest"))
    assert times_of("nx1", folder) == [("22T23:00", "23T07:00")]


def test_a_shift_that_began_before_the_horizon_runs_on_in_it():
    folder = scenario(shifts=(shift("night", "23:00", "07:00"),), **team_on("night"), starts="23T03:00")
    assert times_of("nx1", folder) == [("23T03:00", "23T07:00"), ("23T23:00", "24T07:00")]


def test_shifts_that_follow_each_other_are_one_time_on_duty():
    folder = scenario(
        shifts=(shift("day", "07:00", "19:00"), shift("night", "19:00", "07:00")), **team_on("day", "night")
    )
    assert times_of("nx1", folder) == [("22T18:00", "22T19:00"), ("23T19:00", "24T18:00")]


def test_a_team_without_a_pattern_is_always_on_duty():
    tables = team_on("rest")
    without = {**tables, "teams": (tables["teams"][0].__class__("team", "met"),)}
    assert times_of("nx1", scenario(**without)) == [("22T18:00", "24T18:00")]


def test_days_before_the_anchor_follow_the_cycle_too():
    folder = scenario(
        shifts=(shift("day", "07:00", "19:00"),), **team_on("day", "rest", "rest", anchor="2023-10-01", offset=1)
    )
    # The 23rd is eight days before the anchor and one entry further on: entry -7 of 3, the third.
    assert times_of("nx1", folder) == [("24T07:00", "24T18:00")]


def test_a_ticket_that_ends_in_the_hour_that_comes_twice_ends_in_its_first():
    folder = scenario(
        starts="2023-10-28T18:00",
        ends="2023-10-29T18:00",
        authorisations=(ticket(until="2023-10-29T01:30"),),
    )
    (first, _) = windows(folder)
    assert first.until - first.start == 7.5 * HOUR


def test_every_run_of_every_shift_in_a_period_by_start():
    folder = scenario(shifts=(shift("night", "23:00", "07:00"), shift("day", "07:00", "19:00")))
    runs = [(name, folder.zone.local(run.start).strftime("%dT%H")) for run, name in shift_runs(folder, folder.horizon)]
    assert runs == [
        ("day", "22T07"),
        ("night", "22T23"),
        ("day", "23T07"),
        ("night", "23T23"),
        ("day", "24T07"),
    ]


@pytest.mark.parametrize(
    ("rest_hours", "enough"),
    [(4, True), (5, True), (6, False)],
)
def test_a_call_in_leaves_a_rest_before_and_after(rest_hours, enough):
    times = (period("22T07:00", "22T19:00"), period("23T13:00", "23T19:00"))
    assert rested(times, period("23T00:00", "23T08:00"), rest_hours * HOUR) is enough


LEFT_OUT = [
    ("Pacific/Apia", "2011-12-30"),
    ("Pacific/Fakaofo", "2011-12-30"),
    ("Pacific/Kwajalein", "1993-08-21"),
    ("Pacific/Kiritimati", "1994-12-31"),
    ("Pacific/Enderbury", "1994-12-31"),
    ("Asia/Manila", "1844-12-31"),
]
"""Dates that a zone skipped when it moved to the other side of the date line."""


@pytest.mark.parametrize(("name", "left_out"), LEFT_OUT)
def test_of_the_dates_around_it_only_the_date_that_a_zone_skipped_does_not_exist(name, left_out):
    zone, day = Zone(name), date.fromisoformat(left_out)
    around = [day + timedelta(days=number) for number in range(-3, 4)]
    assert [zone.has_day(each) for each in around] == [True, True, True, False, True, True, True]
    assert [oracle.is_day(zone, each) for each in around] == [zone.has_day(each) for each in around]


@pytest.mark.parametrize("name", ["America/Juneau", "America/Manila", "Pacific/Guam", "America/Sao_Paulo", "Asia/Gaza"])
def test_a_date_that_occurred_twice_or_without_midnight_exists(name):
    if name == "America/Manila":
        name = "Asia/Manila"
    zone = Zone(name)
    days = [date(1867, 10, 18), date(1844, 12, 30), date(2018, 11, 4), date(2015, 3, 28)]
    assert [zone.has_day(day) for day in days] == [True] * len(days)


def hours_of(runs, zone):
    """Return periods as local times."""
    return [tuple(zone.local(end).strftime("%dT%H") for end in run) for run in runs]


@pytest.mark.parametrize(("name", "left_out"), LEFT_OUT[:3])
def test_a_date_that_does_not_exist_starts_no_shift_of_a_pattern_a_duty_or_a_call_in(name, left_out):
    zone, day = Zone(name), date.fromisoformat(left_out)
    before, after = (f"{day + timedelta(days=number):%d}" for number in (-1, 1))
    folder = scenario(
        zone=zone,
        starts=f"{day - timedelta(days=1)}T06:00",
        ends=f"{day + timedelta(days=1)}T23:00",
        shifts=(shift("day", "08:00", "20:00"), shift("night", "20:00", "08:00")),
        duties=(duty(), duty("days", shifts=("day",), strength=3)),
        # The day shift falls on the date that does not exist, and the next date is off.
        **team_on("night", "day", "rest", anchor=str(day - timedelta(days=1))),
    )
    assert times_of("nx1", folder) == [(f"{before}T20:00", f"{after}T08:00")]
    days = [(f"{before}T08", f"{before}T20"), (f"{after}T08", f"{after}T20")]
    assert hours_of(shifts_in(folder, ("day",), folder.horizon), zone) == days
    called = [run for run, name in shift_runs(folder, folder.horizon) if name == "day"]
    assert hours_of(called, zone) == days
    stands = [(window.start, window.until) for window in windows(folder) if "days" in window.required]
    assert hours_of(stands, zone) == days


def test_a_pattern_counts_the_date_that_does_not_exist():
    folder = scenario(
        zone=APIA,
        starts="2011-12-28T06:00",
        ends="2012-01-02T06:00",
        shifts=(shift("day", "08:00", "20:00"),),
        **team_on("rest", "rest", "day", "rest", "day", anchor="2011-12-28"),
    )
    # Its entries fall on 28, 29, 30 (not there), 31 December and 1 January.
    assert hours_of(ready_times(folder, folder.teams[0], folder.horizon)[0], APIA) == [("01T08", "01T20")]
