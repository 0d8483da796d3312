"""Moments and periods as people write them, against plain code that looks at every minute."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standto.model.time import DAY, HOUR, MINUTE, Period
from standto.model.zone import Zone
from standto.wording.spoken_periods import spoken_period
from standto.wording.spoken_times import spoken_instant

LONDON, SANTIAGO = Zone("Europe/London"), Zone("America/Santiago")


def at(text, zone=LONDON):
    """Return the instant of a local time."""
    return zone.instant(datetime.fromisoformat(text))


WEEKEND = Period(at("2023-09-21T18:00"), at("2023-10-02T07:00"))


def told(text, horizon=WEEKEND, zone=LONDON, **rest):
    """Return the moment that a text names, in ISO 8601."""
    return zone.iso(spoken_instant(text, zone, horizon, **rest))


FORMS = {
    "2023-09-23T18:00": "2023-09-23T18:00:00+01:00",
    "2023-09-23 18:00": "2023-09-23T18:00:00+01:00",
    "2023-09-23T18:00Z": "2023-09-23T19:00:00+01:00",
    "Sat 18:00": "2023-09-23T18:00:00+01:00",
    "saturday": "2023-09-23T00:00:00+01:00",
    "sat 6pm": "2023-09-23T18:00:00+01:00",
    "Sat 6.30 pm": "2023-09-23T18:30:00+01:00",
    "Sat 18.30": "2023-09-23T18:30:00+01:00",
    "Sat 18:30 hrs": "2023-09-23T18:30:00+01:00",
    "Sat 1830": "2023-09-23T18:30:00+01:00",
    "6pm on Saturday": "2023-09-23T18:00:00+01:00",
    "Sat 18:00 (UTC+00:00)": "2023-09-23T19:00:00+01:00",
    "Sat 18:00 UTC": "2023-09-23T19:00:00+01:00",
    "23 Sept 18:00": "2023-09-23T18:00:00+01:00",
    "23 September 2023 07:00": "2023-09-23T07:00:00+01:00",
    "Sat 23 Sep 2023, 7 am": "2023-09-23T07:00:00+01:00",
    "September 23rd 07:00": "2023-09-23T07:00:00+01:00",
    "23/09 18:00": "2023-09-23T18:00:00+01:00",
    "09/23/2023 18:00": "2023-09-23T18:00:00+01:00",
    "23.09. 18:00": "2023-09-23T18:00:00+01:00",
    "1 October 12:00": "2023-10-01T12:00:00+01:00",
    "noon": "2023-09-22T12:00:00+01:00",
    "20:00": "2023-09-21T20:00:00+01:00",
    "Thu": "2023-09-21T18:00:00+01:00",  # the scenario starts then
    "tomorrow": "2023-09-22T00:00:00+01:00",
    "tomorrow 06:00": "2023-09-22T06:00:00+01:00",
    "+6h": "2023-09-22T00:00:00+01:00",
    "+90m": "2023-09-21T19:30:00+01:00",
    "+1d12h": "2023-09-23T06:00:00+01:00",
    "in 2 days": "2023-09-23T18:00:00+01:00",
    "1 h ago": "2023-09-21T17:00:00+01:00",
    "-1h": "2023-09-21T17:00:00+01:00",
    "start": "2023-09-21T18:00:00+01:00",
    "end - 12 hours": "2023-10-01T19:00:00+01:00",
}


@pytest.mark.parametrize(("text", "iso"), FORMS.items())
def test_a_moment_may_be_written_as_people_say_it(text, iso):
    assert told(text) == iso


REFUSED = {
    "now": "there is no 'now' here: write another moment, as 2023-09-23T18:00, Sat 18:00, 23 Sept 18:00, "
    "tomorrow 06:00, +6h, now, start or end",
    "Sta 18:00": "'Sta 18:00' is not a time: did you mean 'Sat'? Write one as 2023-09-23T18:00, Sat 18:00, "
    "23 Sept 18:00, tomorrow 06:00, +6h, now, start or end",
    "soon": "'soon' is not a time: write one as 2023-09-23T18:00, Sat 18:00, 23 Sept 18:00, tomorrow 06:00, +6h, "
    "now, start or end",
    "09/10 18:00": "'09/10' may be 9 Oct or 10 Sep: write the month as a word",
    "09/10/2023": "'09/10/2023' may be 9 Oct or 10 Sep: write the month as a word",
    "5 Oct": "'5 Oct' is not in the scenario, which lasts from 2023-09-21T18:00:00+01:00 to 2023-10-02T07:00:00+01:00",
    "31 Sept": "'31 sept': there is no 31 Sep",
    "Sun 23 Sept 2023": "'sun 23 sept 2023': 23 Sep 2023 is a Saturday",
    "next Sat": "'next sat' is understood in more ways than one: write the date, as 23 Sept",
    "Sat midnight": "midnight is the start of a day and the end of another: write 00:00 and the day that it starts",
    "Sat 12pm": "12 am and 12 pm are read both ways: write 12:00 for noon, or 00:00",
    "Sat 25:00": "'25:00' is no time of day: write one from 00:00 to 23:59",
    "Sat 24:00": "'24:00' is no time of day: write 00:00 and the day that it starts",
    "+6x": "'+6x': 'x' is no unit of time: write m, h, d or w, as +1d12h",
    "2023-09-23": "'2023-09-23' is a date without a time: write date and time in ISO 8601, as 2023-09-22T18:00 "
    "(local) or 2023-09-22T18:00+01:00",
    "Sat 18:00 CET": "'Sat 18:00 CET': clocks show BST then; write the offset, as 2023-09-23T18:00:00+01:00",
    "+999999w": "'+999999w' is beyond the calendar",
}


@pytest.mark.parametrize(("text", "message"), REFUSED.items())
def test_a_moment_that_is_none_or_may_be_two_is_refused(text, message):
    with pytest.raises(ValueError) as refused:
        spoken_instant(text, LONDON, WEEKEND)
    assert str(refused.value) == message


SATURDAY_NOON = at("2023-09-23T12:00")
COUNTED = [
    # text, now, since, seek, what it is
    ("Sat 18:00", None, None, "from", "2023-09-23T18:00:00+01:00"),
    ("Sat 12:00", None, SATURDAY_NOON, "from", "2023-09-23T12:00:00+01:00"),
    ("Sat 12:00", None, SATURDAY_NOON, "after", "2023-09-30T12:00:00+01:00"),
    ("12:00", None, SATURDAY_NOON, "after", "2023-09-24T12:00:00+01:00"),
    ("12:00", None, SATURDAY_NOON, "back", "2023-09-23T12:00:00+01:00"),
    ("12:00", None, SATURDAY_NOON, "before", "2023-09-22T12:00:00+01:00"),
    ("Fri 18:00", None, at("2023-09-30T00:00"), "from", "2023-09-29T18:00:00+01:00"),  # none is later
    ("Sat 18:00", at("2023-09-25T03:00"), None, "from", "2023-09-30T18:00:00+01:00"),
    ("Sat 18:00", at("2026-01-01T03:00"), None, "from", "2023-09-23T18:00:00+01:00"),  # the present is outside
    ("now", at("2026-01-01T03:00"), None, "from", "2026-01-01T03:00:00+00:00"),
    ("now+6h", SATURDAY_NOON, None, "from", "2023-09-23T18:00:00+01:00"),
    ("+6h", SATURDAY_NOON, None, "from", "2023-09-23T18:00:00+01:00"),
    ("tomorrow 06:00", at("2026-01-01T03:00"), None, "from", "2026-01-02T06:00:00+00:00"),
    ("tomorrow 06:00", at("2026-01-01T03:00"), SATURDAY_NOON, "from", "2023-09-24T06:00:00+01:00"),
    ("-6h", at("2026-01-01T03:00"), SATURDAY_NOON, "from", "2023-09-23T06:00:00+01:00"),
]


@pytest.mark.parametrize(("text", "now", "since", "seek", "iso"), COUNTED)
def test_a_moment_is_counted_from_the_moment_that_is_given_or_the_present_or_the_start(text, now, since, seek, iso):
    assert told(text, now=now, since=since, seek=seek) == iso


CHANGES = [
    (LONDON, "2023-03-20T00:00", "2023-03-30T00:00", "Sun 00:30", "2023-03-26T00:30:00+00:00"),
    (LONDON, "2023-03-20T00:00", "2023-03-30T00:00", "Sun 02:00", "2023-03-26T02:00:00+01:00"),
    (LONDON, "2023-03-25T12:00", "2023-03-30T00:00", "+1d", "2023-03-26T12:00:00+01:00"),
    (LONDON, "2023-03-25T12:00", "2023-03-30T00:00", "+24h", "2023-03-26T13:00:00+01:00"),
    (LONDON, "2023-10-23T00:00", "2023-10-30T00:00", "Sun 01:30", "2023-10-29T01:30:00+01:00"),
    (LONDON, "2023-10-23T00:00", "2023-10-30T00:00", "Sun 01:30 BST", "2023-10-29T01:30:00+01:00"),
    (LONDON, "2023-10-23T00:00", "2023-10-30T00:00", "Sat 28 Oct 18:00 BST", "2023-10-28T18:00:00+01:00"),
    (LONDON, "2023-10-23T00:00", "2023-10-30T00:00", "Sun 01:30 UTC", "2023-10-29T01:30:00+00:00"),
    (SANTIAGO, "2023-09-01T00:00", "2023-09-08T00:00", "Sun", "2023-09-03T01:00:00-03:00"),  # no midnight that day
]


@pytest.mark.parametrize(("zone", "starts", "ends", "text", "iso"), CHANGES)
def test_a_moment_keeps_to_the_changes_of_the_clocks(zone, starts, ends, text, iso):
    assert told(text, Period(at(starts, zone), at(ends, zone)), zone) == iso


@pytest.mark.parametrize("text", ["Sun 01:30", "26 March 01:30", "2023-03-26T01:30", "+1d"])
def test_a_moment_that_the_clocks_skip_is_refused(text):
    with pytest.raises(ValueError) as refused:
        told(text, Period(at("2023-03-25T01:30"), at("2023-03-30T00:00")))
    assert str(refused.value) == (
        "2023-03-26T01:30:00 does not exist in Europe/London: the clocks go forward; write a time that exists, or "
        "one with its offset"
    )


PERIODS = {
    "Sun": ("2023-09-24T00:00", "2023-09-25T00:00"),
    "Thu": ("2023-09-21T00:00", "2023-09-22T00:00"),
    "23 Sept": ("2023-09-23T00:00", "2023-09-24T00:00"),
    "2023-09-23": ("2023-09-23T00:00", "2023-09-24T00:00"),
    "Sat to Sun": ("2023-09-23T00:00", "2023-09-25T00:00"),
    "Sat until Sun": ("2023-09-23T00:00", "2023-09-24T00:00"),
    "Sat 18:00 to Sun 06:00": ("2023-09-23T18:00", "2023-09-24T06:00"),
    "between Sat 6pm and Sun 6am": ("2023-09-23T18:00", "2023-09-24T06:00"),
    "Sat 07:00-15:00": ("2023-09-23T07:00", "2023-09-23T15:00"),
    "Sat 22:00 \u2013 06:00": ("2023-09-23T22:00", "2023-09-24T06:00"),
    "Sat 18:00 for 6h": ("2023-09-23T18:00", "2023-09-24T00:00"),
    "+6h to +12h": ("2023-09-22T00:00", "2023-09-22T06:00"),
    "from Sat 18:00": ("2023-09-23T18:00", "2023-10-02T07:00"),
    "until Sun 06:00": ("2023-09-21T18:00", "2023-09-24T06:00"),
    "2023-09-23T07:00 to 2023-09-23T15:00": ("2023-09-23T07:00", "2023-09-23T15:00"),
}


@pytest.mark.parametrize(("text", "ends"), PERIODS.items())
def test_a_period_may_be_written_as_people_say_it(text, ends):
    assert spoken_period(text, LONDON, WEEKEND) == Period(*map(at, ends))


@pytest.mark.parametrize("text", ["Sat 18:00", "now", "start", "2023-09-23T07:00", ""])
def test_a_moment_is_no_period(text):
    with pytest.raises(ValueError) as refused:
        spoken_period(text, LONDON, WEEKEND)
    assert str(refused.value) == (
        f"{text!r} is not a period: write one as Sun, 23 Sept, Sat 18:00 to Sun 06:00, Sat 07:00-15:00, "
        "Sat 18:00 for 6h, from Sat 18:00 or until Sun 06:00"
    )


@pytest.mark.parametrize(
    "text",
    [
        "2023-09-23T08:00-04:00 to 2023-09-24T08:00-04:00",
        "from 2023-09-23T08:00-04:00 until Sun 13:00",
        "2023-09-23T13:00 to 2023-09-24T08:00-04:00",
    ],
)
def test_the_offset_of_a_moment_is_no_second_time_of_day(text):
    assert spoken_period(text, LONDON, WEEKEND) == Period(at("2023-09-23T13:00"), at("2023-09-24T13:00"))
    with pytest.raises(ValueError, match="is not a period"):
        spoken_period("2023-09-23T08:00-04:00", LONDON, WEEKEND)


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError) as refused:
        spoken_period("2023-09-23T07:00 to 2023-09-22T15:00", LONDON, WEEKEND)
    assert str(refused.value) == (
        "'2023-09-23T07:00 to 2023-09-22T15:00' ends at 2023-09-22T15:00:00+01:00, not after its start, "
        "2023-09-23T07:00:00+01:00"
    )


NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ZONES = st.sampled_from([LONDON, SANTIAGO, Zone("Australia/Lord_Howe")])
MINUTES = st.integers(0, 400 * 24 * 60).map(lambda minutes: at("2023-01-01T00:00") + minutes * MINUTE)


def plainly(zone, horizon, since, weekday, hour, minute):
    """Return the first minute from a moment on at which a clock shows a time on a weekday, or else the last before."""
    fits, shown = [], set()
    first = zone.local(horizon.start).date()
    for days in range((zone.local(horizon.until).date() - first).days + 1):
        day = first + timedelta(days=days)
        middle = zone.instant(datetime(day.year, day.month, day.day, 12))
        for instant in range(middle - 14 * HOUR, middle + 14 * HOUR, MINUTE):
            local = zone.local(instant)
            wanted = local.date() == day and (local.weekday(), local.hour, local.minute) == (weekday, hour, minute)
            if wanted and day not in shown:
                shown.add(day)
                if horizon.start <= instant <= horizon.until:
                    fits.append(instant)
        if day.weekday() == weekday and day not in shown:
            return None  # the clocks skip it on one of the days
    later = [instant for instant in fits if instant >= since]
    return later[0] if later else fits[-1] if fits else None


@given(ZONES, MINUTES, st.integers(1, 16), st.integers(0, 6), st.integers(0, 23), st.integers(0, 59), st.data())
def test_a_weekday_and_a_time_are_the_first_such_moment_from_another_on(zone, start, days, weekday, hour, minute, data):
    horizon = Period(start, start + days * DAY)
    since = start + data.draw(st.integers(0, days * 24 * 60)) * MINUTE
    expected = plainly(zone, horizon, since, weekday, hour, minute)
    text = f"{NAMES[weekday]} {hour:02}:{minute:02}"
    try:
        found = spoken_instant(text, zone, horizon, since=since)
    except ValueError:
        found = None
    if expected is not None or found is None:
        assert found == expected


@given(ZONES, MINUTES, st.dates(date(2023, 1, 1), date(2024, 1, 31)), st.integers(0, 23), st.integers(0, 59))
def test_every_way_to_write_a_date_names_the_same_moment(zone, start, day, hour, minute):
    horizon = Period(start, start + 30 * DAY)
    month = day.strftime("%B")
    ways = [
        f"{day.isoformat()}T{hour:02}:{minute:02}",
        f"{day.day} {month} {day.year} {hour:02}:{minute:02}",
        f"{NAMES[day.weekday()].lower()} {day.day} {month[:3]} {day.year}, {hour:02}.{minute:02}",
        f"{hour}:{minute:02} on {month} {day.day} {day.year}",
    ]
    found = set()
    for way in ways:
        try:
            found.add(spoken_instant(way, zone, horizon))
        except ValueError as error:
            found.add(str(error))
    assert len(found) == 1


@given(st.text(max_size=30) | st.lists(st.sampled_from(
    [*NAMES, "23", "09", "/", "Sept", "2023", "18:00", "6", "pm", "+", "-", "h", "now", "end", "to", "for", "utc", ".",
     "1800", "tomorrow", "31", "feb", "29", "24:00", "in", "ago", "999999", "w"]), max_size=6
).map(" ".join))  # fmt: skip
def test_no_text_gives_anything_but_a_moment_or_a_clear_error(text):
    for ask in (spoken_instant, spoken_period):
        with suppress(ValueError):
            ask(text, LONDON, WEEKEND, now=SATURDAY_NOON)
