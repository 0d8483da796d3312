"""Times as they are written, through both changes of the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standto.model.zone import NonexistentTime, Zone
from standto.scenario.cells import Times, Unusable

LONDON, SANTIAGO, LORD_HOWE = Zone("Europe/London"), Zone("America/Santiago"), Zone("Australia/Lord_Howe")

READ = [
    # zone, as it is written, in UTC
    (LONDON, "2023-03-26T00:59", "2023-03-26T00:59:00"),
    (LONDON, "2023-03-26T02:00", "2023-03-26T01:00:00"),
    (LONDON, "2023-10-29T01:30", "2023-10-29T00:30:00"),  # twice: the first
    (LONDON, "2023-10-29T01:30+01:00", "2023-10-29T00:30:00"),
    (LONDON, "2023-10-29T01:30+00:00", "2023-10-29T01:30:00"),
    (LONDON, "2023-10-29T01:30Z", "2023-10-29T01:30:00"),
    (LONDON, "2023-10-29T02:00", "2023-10-29T02:00:00"),
    (LONDON, "2023-07-01 12:00:30.25", "2023-07-01T11:00:30.250000"),
    (LONDON, "20230701T120000", "2023-07-01T11:00:00"),
    (LONDON, "2023-03-26T01:30+01:00", "2023-03-26T00:30:00"),  # an offset is an instant, wherever it is
    (SANTIAGO, "2023-04-01T23:30", "2023-04-02T02:30:00"),  # twice: the first
    (SANTIAGO, "2023-04-01T23:30-04:00", "2023-04-02T03:30:00"),
    (SANTIAGO, "2023-09-03T01:00", "2023-09-03T04:00:00"),
    (LORD_HOWE, "2023-04-02T01:45", "2023-04-01T14:45:00"),  # the clocks go back by half an hour
    (LORD_HOWE, "2023-10-01T02:30", "2023-09-30T15:30:00"),
]


@pytest.mark.parametrize(("zone", "text", "utc"), READ)
def test_a_time_is_an_instant(zone, text, utc):
    instant = Times(zone).instant(text)
    assert datetime.fromtimestamp(0, UTC) + timedelta(microseconds=instant) == datetime.fromisoformat(utc + "+00:00")


@pytest.mark.parametrize(
    ("zone", "text"),
    [(LONDON, "2023-03-26T01:30"), (SANTIAGO, "2023-09-03T00:30"), (LORD_HOWE, "2023-10-01T02:15")],
)
def test_a_local_time_that_the_clocks_skip_is_refused(zone, text):
    with pytest.raises(Unusable) as refused:
        Times(zone).instant(text)
    assert str(refused.value) == (
        f"{text}:00 does not exist in {zone.name}: the clocks go forward; "
        "write a time that exists, or one with its offset"
    )


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2023-09-22", "20230922", "18:00", "2023-09-22T", "2023-09-22T24:00", "2023-09-22x18:00",
     "2023-13-01T00:00", "22/09/2023 18:00", " 2023-09-22T18:00", "2023-09-22T18:00 ", "2023-09-22T18:00+25:00",
     "2023-9-2T18:00", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"],
)  # fmt: skip
def test_a_text_that_is_no_date_and_time_is_a_fault(text):
    with pytest.raises(Unusable):
        Times(LONDON).instant(text)


MOMENTS = st.datetimes(datetime(2023, 1, 1), datetime(2024, 1, 1)).map(lambda moment: moment.replace(microsecond=0))
NEAR_CHANGES = st.builds(
    lambda day, minutes: datetime(2023, *day) + timedelta(minutes=minutes),
    st.sampled_from([(3, 26), (10, 29), (4, 1), (4, 2), (9, 3), (10, 1)]),
    st.integers(-60, 26 * 60),
)
OFFSETS = st.sampled_from(["", "Z", "+01:00", "-03:00", "+10:30"])


@given(
    st.sampled_from([LONDON, SANTIAGO, LORD_HOWE]), st.lists(st.tuples(MOMENTS | NEAR_CHANGES, OFFSETS), max_size=20)
)
def test_hours_that_are_remembered_give_the_same_instants(zone, written):
    times = Times(zone)
    for moment, offset in written:
        text = moment.isoformat(timespec="minutes" if moment.second == 0 and not offset else "auto") + offset
        try:
            expected = zone.instant(datetime.fromisoformat(text))
        except NonexistentTime:
            with pytest.raises(Unusable):
                times.instant(text)
        else:
            assert times.instant(text) == expected
