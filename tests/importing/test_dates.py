"""Dates and times of sheets, in every form that planners write."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from standto.importing.cell_moments import Moments
from standto.importing.day_times import day_time, day_time_text
from standto.importing.mapping.records import DayTime, Mapping
from standto.importing.misfits import Misfit
from standto.model.time import Period
from standto.model.zone import Zone
from standto.scenario.cells import Unusable

LONDON = Zone("Europe/London")
FORTNIGHT = Period(LONDON.instant(datetime(2023, 9, 18)), LONDON.instant(datetime(2023, 10, 2)))


def read(cell, order="", year=None, epoch=1900, horizon=None):
    moments = Moments(Mapping({}, order=order, year=year, epoch=epoch), LONDON, horizon)
    try:
        stamp = moments.stamp(cell)
        at = LONDON.iso(moments.instant(stamp)) if stamp.day or stamp.exact else "no day"
    except Misfit as misfit:
        return f"misfit: {misfit.what}"
    return at if stamp.exact or (stamp.day and stamp.minute is not None) else f"{at[:10]} {stamp.minute}"


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("23/09/2023 07:00", "2023-09-23T07:00:00+01:00"),
        ("23/09/2023 7:00 pm", "2023-09-23T19:00:00+01:00"),
        ("23/09/2023 7.30 p.m.", "2023-09-23T19:30:00+01:00"),
        ("23/09/2023 0700", "2023-09-23T07:00:00+01:00"),
        ("23.09.2023 07.00 Uhr", "2023-09-23T07:00:00+01:00"),
        ("23.09.2023, 19h30", "2023-09-23T19:30:00+01:00"),
        ("23\u00a0septembre\u00a02023 \u00e0 19h30", "2023-09-23T19:30:00+01:00"),
        ("2023-09-23T07:00+02:00", "2023-09-23T06:00:00+01:00"),
        ("2023-09-23 07:00:00", "2023-09-23T07:00:00+01:00"),
        ("2023/09/23 07:00", "2023-09-23T07:00:00+01:00"),
        ("Sat 23 Sept 2023 19:00", "2023-09-23T19:00:00+01:00"),
        ("Samstag, 23. September 2023 um 19:00", "2023-09-23T19:00:00+01:00"),
        ("samedi 23 septembre 2023 19:00", "2023-09-23T19:00:00+01:00"),
        ("Sept 23rd, 2023 noon", "2023-09-23T12:00:00+01:00"),
        ("23-Sep-23 07:00", "2023-09-23T07:00:00+01:00"),
        ("1. M\u00e4rz 2024", "2024-03-01 None"),
        ("1er d\u00e9cembre 2023", "2023-12-01 None"),
        ("23/09/2023", "2023-09-23 None"),
        ("14.06.2024", "2024-06-14 None"),
        ("20230923", "2023-09-23 None"),
        ("04/04/2023", "2023-04-04 None"),
        ("45192.29", "2023-09-23T07:00:00+01:00"),
        ("45192,29", "2023-09-23T07:00:00+01:00"),
        ("45192", "2023-09-23 None"),
        ("0..", "misfit: is not a date"),
        ("23\u00b2 Sept 2023", "misfit: is not a date"),
        (45192.29, "2023-09-23T07:00:00+01:00"),
        (45192.2916666667, "2023-09-23T07:00:00+01:00"),
        (45192.80208333333, "2023-09-23T19:15:00+01:00"),
        (45192.26, "2023-09-23T06:15:00+01:00"),
        (45192.5, "2023-09-23T12:00:00+01:00"),
        (45192, "2023-09-23 None"),
        (0.29166666666666669, "no day 420.0"),
        (datetime(2023, 9, 23, 7), "2023-09-23T07:00:00+01:00"),
        (datetime(2023, 9, 23, 6, tzinfo=UTC), "2023-09-23T07:00:00+01:00"),
        (date(2023, 9, 23), "2023-09-23 None"),
        (time(7, 30), "no day 450.0"),
        (timedelta(hours=7), "no day 420.0"),
        ("29/10/2023 01:30", "2023-10-29T01:30:00+01:00"),
        ("26/03/2023 01:30", "misfit: does not exist: the clocks go forward"),
        ("03/04/2023", "misfit: can be read as two dates"),
        ("23 Sept", "misfit: has no year"),
        ("23 Sept 23", "misfit: is not a date"),
        ("23/09 2023", "misfit: has no year"),
        ("mar 18", "misfit: may be in March or on a Tuesday"),
        ("18", "misfit: is not a date"),
        ("31/09/2023", "misfit: is in no calendar"),
        ("Fri 23 Sept 2023", "misfit: is a Saturday by the calendar"),
        ("23/09/1066", "misfit: is in the year 1066"),
        ("tba", "misfit: is not a date"),
        (True, "misfit: is not a date"),
        (7, "misfit: is not a date"),
        (-1.5, "misfit: is not a date"),
        (timedelta(hours=30), "misfit: is not a date"),
    ],
)
def test_a_date_is_read_or_refused_without_an_order(cell, found):
    assert read(cell) == found


@pytest.mark.parametrize(
    ("cell", "order", "found"),
    [
        ("03/04/2023", "day-month", "2023-04-03 None"),
        ("03/04/2023", "month-day", "2023-03-04 None"),
        ("03/04/23", "day-month", "2023-04-03 None"),
        ("3.4.2023", "day-month", "2023-04-03 None"),
        ("09/23/2023", "day-month", "misfit: has no month 23, read as day-month"),
        ("23/09/2023", "month-day", "misfit: has no month 23, read as month-day"),
        ("9/23/23 7:00 PM", "month-day", "2023-09-23T19:00:00+01:00"),
        ("2023-04-03", "month-day", "2023-04-03 None"),
    ],
)
def test_the_order_of_numbers_is_what_the_mapping_says(cell, order, found):
    assert read(cell, order) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("23 Sept", "2023-09-23 None"),
        ("Mon 18", "2023-09-18 None"),
        ("lun 18", "2023-09-18 None"),
        ("Mo 18.09.", "2023-09-18 None"),
        ("18", "2023-09-18 None"),
        ("23/09 07:00", "2023-09-23T07:00:00+01:00"),
        ("Tue 18", "misfit: is no day of the horizon"),
        ("23 Nov", "misfit: is no day of the horizon"),
    ],
)
def test_a_year_that_is_left_out_is_that_of_the_horizon(cell, found):
    assert read(cell, "day-month", horizon=FORTNIGHT) == found


def test_a_year_that_is_left_out_is_that_of_the_mapping():
    assert read("23 Sept", year=2024) == "2024-09-23 None"


def test_serial_numbers_of_old_macs_count_from_1904():
    assert read(43730.25, epoch=1904) == "2023-09-23T06:00:00+01:00"


@pytest.mark.parametrize(
    ("text", "start", "until"),
    [
        ("07:00-15:00", 420, 900),
        ("07:00\u201315:00", 420, 900),
        ("19:00 \u2013 07:00", 1140, 1860),
        ("22-07", 1320, 1860),
        ("09-17", 540, 1020),
        ("9-17", 540, 1020),
        ("0700-1500", 420, 900),
        ("7am-3pm", 420, 900),
        ("7 p.m. to 7 a.m.", 1140, 1860),
        ("07:00 bis 15:00 Uhr", 420, 900),
        ("00:00-24:00", 0, 1440),
        ("08:00-08:00", 480, 1920),
        ("17:00-00:00", 1020, 1440),
        ("noon-midnight", 720, 1440),
        ("after 18:00", 1080, 1440),
        ("after 6pm", 1080, 1440),
        ("until 07:00", 0, 420),
    ],
)
def test_a_period_of_a_day_is_read_and_written(text, start, until):
    assert day_time(text) == DayTime(start, until)
    assert day_time(day_time_text(DayTime(start, until))) == DayTime(start, until)


@pytest.mark.parametrize("text", ["9-5", "7-3", "7:00-3:00", "10-12", "7pm-7", "after 6", "7-12", "until 7"])
def test_a_period_whose_half_of_the_day_is_open_is_refused(text):
    with pytest.raises(Unusable, match=r"may be (by day or by night|in the morning or in the evening)"):
        day_time(text)


@pytest.mark.parametrize(
    "text", ["", "D", "25:00-26:00", "07:00", "07:00-", "07:60-08:00", "13pm-2pm", "a-b", "until 00:00"]
)
def test_what_is_no_period_of_a_day_is_refused(text):
    with pytest.raises(Unusable, match="is not a period of a day"):
        day_time(text)
