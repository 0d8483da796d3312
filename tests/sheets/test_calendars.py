"""iCalendar files: recurrences beside an independent implementation, whole days, zones, people."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from standto.errors import InputError
from standto.sheets import read_workbook
from standto.sheets.recurrences import StepBudget, UnreadableRule, rule_of

LONDON = ZoneInfo("Europe/London")


def read(folder, *lines, **options):
    path = folder / "rota.ics"
    path.write_bytes("\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""]).encode())
    (sheet,) = read_workbook(path, **options)
    assert sheet.rows[0] == ("uid", "summary", "from", "until", "attendee", "location", "categories", "status")
    return sheet.rows[1:]


def event(*lines, uid="1"):
    return ["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"]


def test_an_event_has_a_row_for_each_person(tmp_path):
    rows = read(
        tmp_path,
        *event(
            "SUMMARY:Night\\, inner",
            "DTSTART;TZID=Europe/London:20230923T220000",
            "DTEND;TZID=Europe/London:20230924T070000",
            "LOCATION:Station",
            "CATEGORIES:arv,night",
            'ATTENDEE;CN="AR 8411":mailto:8411@example.org',
            "ATTENDEE;PARTSTAT=DECLINED:mailto:2363@example.org",
            "ATTENDEE;CUTYPE=ROOM:mailto:room@example.org",
        ),
    )
    start, until = datetime(2023, 9, 23, 22, tzinfo=LONDON), datetime(2023, 9, 24, 7, tzinfo=LONDON)
    assert rows == (
        ("1", "Night, inner", start, until, "AR 8411", "Station", "arv; night", "CONFIRMED"),
        ("1", "Night, inner", start, until, "2363@example.org", "Station", "arv; night", "DECLINED"),
    )


def test_a_week_has_the_same_hour_after_the_clocks_change(tmp_path):
    rows = read(
        tmp_path,
        *event("DTSTART;TZID=GMT Standard Time:20231022T220000", "DURATION:PT9H", "RRULE:FREQ=WEEKLY;COUNT=3"),
    )
    assert [row[2] for row in rows] == [datetime(2023, 10, day, 22, tzinfo=LONDON) for day in (22, 29)] + [
        datetime(2023, 11, 5, 22, tzinfo=LONDON)
    ]
    assert {row[2].utcoffset() for row in rows} == {timedelta(), timedelta(hours=1)}


def test_occurrences_are_left_out_moved_and_cancelled(tmp_path):
    rows = read(
        tmp_path,
        *event(
            "DTSTART:20230901T080000Z",
            "DTEND:20230901T160000Z",
            "RRULE:FREQ=DAILY;UNTIL=20230905T080000Z",
            "EXDATE:20230902T080000Z",
        ),
        *event("RECURRENCE-ID:20230903T080000Z", "DTSTART:20230903T090000Z", "DTEND:20230903T170000Z"),
        *event("RECURRENCE-ID:20230904T080000Z", "DTSTART:20230904T080000Z", "STATUS:CANCELLED"),
    )
    assert [(row[2], row[7]) for row in rows] == [
        (datetime(2023, 9, 1, 8, tzinfo=UTC), "CONFIRMED"),
        (datetime(2023, 9, 3, 9, tzinfo=UTC), "CONFIRMED"),
        (datetime(2023, 9, 4, 8, tzinfo=UTC), "CANCELLED"),
        (datetime(2023, 9, 5, 8, tzinfo=UTC), "CONFIRMED"),
    ]


def test_days_and_local_times_stay_what_they_are(tmp_path):
    rows = read(
        tmp_path,
        *event("DTSTART;VALUE=DATE:20230923", "DTEND;VALUE=DATE:20230925"),
        *event("DTSTART:20230923T080000", "DTEND:20230923T160000", uid="2"),
    )
    assert [row[2:4] for row in rows] == [
        (date(2023, 9, 23), date(2023, 9, 25)),
        (datetime(2023, 9, 23, 8), datetime(2023, 9, 23, 16)),
    ]


def test_only_the_days_that_are_asked_for_are_read(tmp_path):
    lines = event("DTSTART:20000101T220000Z", "DURATION:PT9H", "RRULE:FREQ=DAILY")
    rows = read(tmp_path, *lines, between=(date(2023, 9, 23), date(2023, 9, 25)))
    assert [row[2] for row in rows] == [datetime(2023, 9, day, 22, tzinfo=UTC) for day in (22, 23, 24)]


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (["SUMMARY:Anne Bell, night"], "event 1: has no start"),
        (
            ["DTSTART:20230923T080000Z", "EXRULE:FREQ=DAILY"],
            r"event 1 \(starts 2023-09-23T08:00:00\+00:00\): leaves out",
        ),
        (["DTSTART;TZID=Nowhere/Zone:20230923T080000"], "time zone 'Nowhere/Zone', which is not known"),
        (["DTSTART;TZID=Europe:20230923T080000"], r"rota\.ics: has a TZID that names no time zone: write an IANA name"),
        (["DTSTART:20230923T080000Z", "DTEND:20230922T080000Z"], "ends before it starts"),
        (["DTSTART:20230923T080000Z", "RRULE:FREQ=SECONDLY"], "FREQ=SECONDLY, which is not read: allowed are"),
        (["DTSTART:20230923T080000Z", "RRULE:FREQ=DAILY;BYHOUR=1,2"], "the part BYHOUR, which is not read"),
        (["DTSTART:rubbish"], "its DTSTART cannot be read"),
    ],
)
def test_an_event_that_cannot_be_read_is_named(tmp_path, lines, what):
    with pytest.raises(InputError, match=what):
        read(tmp_path, *event(*lines))


def test_a_rule_that_asks_for_endless_work_is_refused():
    never = rule_of({"FREQ": ["DAILY"], "COUNT": [2], "BYMONTH": [2], "BYMONTHDAY": [30]})
    with pytest.raises(UnreadableRule, match="recurs so often"):
        list(never.days(date(1, 1, 1), date(9990, 1, 1), date(9998, 1, 1), StepBudget(10_000)))


BYDAY = st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=3, unique=True)
NUMBERED = st.lists(st.sampled_from(["1MO", "-1FR", "2TU", "-2SU", "5WE"]), min_size=1, max_size=2, unique=True)
MONTH_DAYS = st.lists(st.sampled_from([1, 2, 15, 28, -1, -3]), min_size=1, max_size=3, unique=True)


@st.composite
def rules(draw):
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = {"FREQ": [frequency]}
    optional = {
        "INTERVAL": st.integers(1, 5).map(lambda each: [each]),
        "COUNT": st.integers(1, 20).map(lambda each: [each]),
        "BYMONTH": st.lists(st.integers(1, 12), min_size=1, max_size=3, unique=True),
        "WKST": st.sampled_from([["MO"], ["SU"], ["WE"]]),
        "BYDAY": BYDAY | NUMBERED if frequency in ("MONTHLY", "YEARLY") else BYDAY,
    }
    if frequency != "WEEKLY":
        optional["BYMONTHDAY"] = MONTH_DAYS
    for name, values in optional.items():
        if draw(st.booleans()):
            parts[name] = draw(values)
    if {"BYDAY", "BYMONTHDAY"} & set(parts) and draw(st.booleans()):
        parts["BYSETPOS"] = [draw(st.sampled_from([1, -1])), *draw(st.sampled_from([[], [2], [-2], [3]]))]
    return parts


@given(rules(), st.dates(date(2019, 1, 1), date(2024, 12, 31)), st.integers(0, 900), st.integers(1, 1500))
@settings(max_examples=200, deadline=None)
def test_a_rule_recurs_as_another_implementation_has_it(parts, first, after, length):
    since = first + timedelta(days=after)
    until = since + timedelta(days=length)
    ours = [day for day in rule_of(parts).days(first, since, until, StepBudget()) if day >= since]
    written = ";".join(f"{name}={','.join(map(str, values))}" for name, values in parts.items())
    # The other one looks for ever where nothing ever fits: the strategy has no such rules, and others get an end.
    ended = written if "COUNT" in parts else f"{written};UNTIL={until:%Y%m%d}"
    midnight = datetime.combine(first, datetime.min.time())
    theirs = rrulestr(ended, dtstart=midnight)
    start, end = (datetime.combine(day, datetime.min.time()) for day in (since, until))
    assert ours == [each.date() for each in theirs.between(start, end - timedelta(days=1), inc=True)]
