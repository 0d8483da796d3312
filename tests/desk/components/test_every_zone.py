"""What the desk shows of a moment it accepts, in every zone of the database and for every moment from 1970 to 2050."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import available_timezones

import pytest
from django import forms
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from standto.model.time import DAY, HOUR, MINUTE, SECOND
from standto.model.zone import Zone
from standto_desk.components.date_and_time import DateAndTimeField
from standto_desk.components.moments import clock_time, moment
from standto_desk.components.typed_times import NotATime, instant_typed, typed

ZONES = sorted(available_timezones() - {"localtime", "Factory"})
FIRST, LAST = 0, (datetime(2051, 1, 1, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


class Asking(forms.Form):
    at = DateAndTimeField(label="When it began")


def sent_back(instant: int) -> int | None:
    """What comes of a form that shows an instant and is sent back unchanged; None where it is refused."""
    shown = Asking(initial={"at": instant})["at"]
    boxes = shown.field.widget.decompress(shown.value())
    form = Asking({f"at_{number}": value for number, value in enumerate(boxes)})
    return form.cleaned_data["at"] if form.is_valid() else None


@cache
def changes(name: str) -> tuple[int, ...]:
    """When a zone's clocks change, or are called otherwise, from 1970 to 2050: by halving twenty days."""
    zone, found = Zone(name), []

    def state(at: int) -> tuple:
        local = zone.local(at)
        return local.utcoffset(), local.tzname()

    for start in range(FIRST, LAST, 20 * DAY):
        low, high = start, start + 20 * DAY
        if state(low) == state(high):
            continue
        while high - low > SECOND:
            middle = (low + high) // 2 // SECOND * SECOND
            low, high = (middle, high) if state(middle) == state(low) else (low, middle)
        found.append(high)
    return tuple(found)


@given(st.sampled_from(ZONES), st.integers(FIRST, LAST - 1))
@settings(max_examples=200)
def test_a_moment_that_is_shown_is_accepted_as_that_moment_in_every_zone(name, instant):
    with timezone.override(name):
        assert sent_back(instant) == instant


@given(st.sampled_from(ZONES), st.data())
@settings(max_examples=60)
def test_a_moment_about_a_change_of_the_clocks_is_accepted_as_that_moment(name, data):
    near = st.sampled_from(changes(name)) if changes(name) else st.just(FIRST)
    instant = max(FIRST, data.draw(near) + data.draw(st.integers(-180, 180)) * MINUTE)
    with timezone.override(name):
        assert sent_back(instant) == instant


@pytest.mark.slow
def test_about_every_change_of_the_clocks_of_every_zone_what_is_shown_is_accepted():
    steps = [*range(-150 * MINUTE, 150 * MINUTE + 1, 10 * MINUTE), -1, 0, -SECOND, SECOND, -24 * HOUR, 24 * HOUR]
    wrong = []
    for name in ZONES:
        zone = Zone(name)
        for change in changes(name):
            for instant in (change + step for step in steps if change + step >= 0):
                try:
                    back = instant_typed([*typed(instant, zone)], zone)
                except NotATime as error:
                    back = error.words
                if back != instant:
                    wrong.append((name, zone.iso(instant), typed(instant, zone), back))
    assert wrong == []


@pytest.mark.slow
def test_the_two_times_of_an_hour_that_occurs_twice_are_shown_differently_in_every_zone():
    same = []
    for name in ZONES:
        zone = Zone(name)
        for change in changes(name):
            back = zone.local(change - 1).utcoffset() - zone.local(change).utcoffset()
            if back > timedelta():
                first, second = change - SECOND, change - SECOND + back // timedelta(microseconds=1)
                if (moment(first, zone), typed(first, zone)) == (moment(second, zone), typed(second, zone)):
                    same.append((name, zone.iso(first)))
                if clock_time(first, zone) == clock_time(second, zone) or typed(first, zone) == typed(second, zone):
                    same.append((name, zone.iso(first)))
    assert same == []


MOSCOW = Zone("Europe/Moscow")
TWICE = MOSCOW.instant(datetime(2014, 10, 26, 1, 30))


@pytest.mark.parametrize(
    ("time", "instant"),
    [
        ("01:30", TWICE),
        ("01:30 UTC+04:00", TWICE),
        ("01:30 UTC+4", TWICE),
        ("01:30 +0400", TWICE),
        ("01:30 gmt+4", TWICE),
        ("01:30 UTC+03:00", TWICE + HOUR),
        ("1:30am UTC+3", TWICE + HOUR),
        ("0130 +03", TWICE + HOUR),
    ],
)
def test_where_both_hours_have_one_name_the_offset_says_which(time, instant):
    assert instant_typed(["26", "10", "2014", time], MOSCOW) == instant


GONE = "must be a time that exists on that day: the clocks go forward from "


@pytest.mark.parametrize(
    ("name", "boxes", "fault"),
    [
        (
            "Europe/Moscow",
            "26 10 2014 01:30 MSK",
            "must say which of the two it is: write UTC+04:00 or UTC+03:00 after the time",
        ),
        ("Europe/London", "26 3 2023 01:30", f"{GONE}Sun 26 Mar 00:59 GMT to Sun 26 Mar 02:00 BST"),
        ("Australia/Lord_Howe", "1 10 2023 02:15", f"{GONE}Sun 1 Oct 01:59 UTC+10:30 to Sun 1 Oct 02:30 UTC+11:00"),
        ("Pacific/Apia", "30 12 2011 12:00", f"{GONE}Thu 29 Dec 23:59 UTC-10:00 to Sat 31 Dec 00:00 UTC+14:00"),
        ("Africa/Monrovia", "7 1 1972 00:20", f"{GONE}Thu 6 Jan 23:59 MMT to Fri 7 Jan 00:44:30 GMT"),
        ("Atlantic/Azores", "29 10 2023 00:30 UTC+02:00", "must be in UTC+00:00 or UTC-01:00, not UTC+02:00"),
    ],
)
def test_what_is_no_time_there_is_refused_with_the_times_on_either_side(name, boxes, fault):
    with pytest.raises(NotATime) as refused:
        instant_typed([*boxes.split(" ", 3)], Zone(name))
    assert (refused.value.words, refused.value.box) == (fault, "time")


@pytest.mark.parametrize(
    ("boxes", "box"),
    [
        (("9" * 20, "9", "2023", "12:00"), "day"),
        (("23", "9" * 5_000, "2023", "12:00"), "day"),
        (("23", "9", "9" * 20, "12:00"), "year"),
        (("23", "9", "2²", "12:00"), "year"),
        (("-1", "9", "2023", "12:00"), "day"),
        (("23", "9", "2023", "9" * 5_000), "time"),
        (("23", "9", "2023", f"12:00{' ' * 5_000}GMT"), "time"),
        (("23", "9", "2023", "12:00 UTC+99:99:99"), "time"),
        (("\x00", "9", "2023", "12:00"), "day"),
        (("23", "", "2023", ""), "month"),
    ],
)
def test_what_no_calendar_has_is_refused_at_its_box(boxes, box):
    with pytest.raises(NotATime) as refused:
        instant_typed([*boxes], Zone("Europe/London"))
    assert refused.value.box == box


def test_the_first_and_the_last_moment_that_can_be_typed_are_those_of_the_years_allowed_here_or_at_utc():
    new_york = Zone("America/New_York")
    assert typed(0, new_york) == ("31", "12", "1969", "19:00")
    assert instant_typed(["31", "12", "1969", "19:00"], new_york) == 0
    for year in ("1969", "2200"):
        with pytest.raises(NotATime, match="must have a year from 1970 to 2199, in four numbers"):
            instant_typed(["15", "6", year, "12:00"], new_york)
