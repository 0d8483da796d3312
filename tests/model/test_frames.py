"""Results as rows and as data frames: the same values, in types that do not depend on the answer."""

from __future__ import annotations

import inspect
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standto.model.frames import pandas_frame, polars_frame, texts_of
from standto.model.result import Result
from standto.model.time import HOUR
from standto.model.zone import Zone
from tests.model.every_result import SAMPLES, results_of
from tests.new_process import printed_by

LONDON = Zone("Europe/London")
PANDAS = {
    datetime: "datetime64[us, Europe/London]",
    date: "datetime64[s]",
    int: "Int64",
    float: "float64",
    bool: "boolean",
    str: "string",
}
POLARS = {
    datetime: pl.Datetime("us", "Europe/London"),
    date: pl.Date,
    int: pl.Int64,
    float: pl.Float64,
    bool: pl.Boolean,
    str: pl.String,
}
TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)).map(
    lambda time: time.astimezone(ZoneInfo("Europe/London"))
)
VALUES = {
    "at": (datetime, TIMES),
    "day": (date, st.dates(date(1990, 1, 1), date(2040, 1, 1))),
    "count": (int, st.integers(-(2**53), 2**53)),
    "hours": (float, st.floats(allow_nan=False) | st.integers(-1000, 1000)),
    "late": (bool, st.booleans()),
    "duty": (str, st.text()),
}
COLUMNS = {name: kind for name, (kind, _) in VALUES.items()}
ROWS = st.lists(st.fixed_dictionaries({name: st.none() | values for name, (_, values) in VALUES.items()}), max_size=6)


@pytest.fixture(scope="module", params=SAMPLES)
def results(request):
    return list(results_of(request.param))


def without_missing(frame):
    """The values of a frame of pandas, row by row, with None for missing ones."""
    return [
        {name: None if pd.isna(value) else value for name, value in row.items()} for row in frame.to_dict("records")
    ]


def kinds_of_results(kind=Result):
    """Every class of results that is made, at any depth below another."""
    below = [each for one in kind.__subclasses__() for each in kinds_of_results(one)]
    return [*([] if inspect.isabstract(kind) else [kind]), *below]


def test_every_kind_of_result_is_tried(results):
    assert {type(one) for one in results} == {
        kind for kind in kinds_of_results() if kind.__module__.startswith("standto.")
    }


def test_rows_have_the_columns_that_a_result_names(results):
    for result in results:
        for row in result.rows():
            assert list(row) == list(result.columns)
            for name, value in row.items():
                kinds = {type(value), result.columns[name]}
                assert value is None or len(kinds) == 1 or kinds == {int, float}


def test_times_of_rows_are_those_of_the_json_in_the_scenarios_zone(results):
    answer, *_ = results
    windows = answer.as_json()["windows"]
    expected = [(one["from"], one["until"]) for one in windows for _ in (*one["duties"], *one.get("crews", ()))]
    rows = answer.rows()
    assert [(row["from"].isoformat(), row["until"].isoformat()) for row in rows] == expected
    assert {time.tzinfo for row in rows for time in (row["from"], row["until"])} == {ZoneInfo("Europe/London")}
    instant = answer.scenario.zone.instant
    assert [row["hours"] for row in rows] == [(instant(row["until"]) - instant(row["from"])) / HOUR for row in rows]


def test_the_types_of_a_frame_do_not_depend_on_the_answer(results):
    for result in results:
        columns = result.columns
        assert result.to_pandas().dtypes.astype(str).to_dict() == {name: PANDAS[kind] for name, kind in columns.items()}
        assert dict(result.to_polars().schema) == {name: POLARS[kind] for name, kind in columns.items()}


def test_frames_have_the_values_of_the_rows(results):
    for result in results:
        rows = result.rows()
        assert result.to_polars().to_dicts() == rows
        frame = result.to_pandas()
        for name, kind in result.columns.items():
            if kind is date:
                frame[name] = frame[name].dt.date
        assert without_missing(frame) == rows


@given(ROWS)
def test_any_rows_go_into_frames_and_come_back(rows):
    frame = polars_frame(rows, COLUMNS, LONDON)
    assert dict(frame.schema) == {name: POLARS[kind] for name, kind in COLUMNS.items()}
    assert frame.to_dicts() == rows
    frame = pandas_frame(rows, COLUMNS, LONDON)
    assert frame.dtypes.astype(str).to_dict() == {name: PANDAS[kind] for name, kind in COLUMNS.items()}
    frame["day"] = frame["day"].dt.date
    assert without_missing(frame) == rows


def test_the_hour_that_occurs_twice_stays_two_hours_in_a_frame():
    first = datetime(2023, 10, 29, 0, 30, tzinfo=UTC)
    rows = [{"at": (first + timedelta(hours=more)).astimezone(ZoneInfo("Europe/London"))} for more in (0, 1)]
    assert [row["at"].isoformat() for row in rows] == ["2023-10-29T01:30:00+01:00", "2023-10-29T01:30:00+00:00"]
    frame = pandas_frame(rows, {"at": datetime}, LONDON)
    assert frame["at"].diff().iloc[1] == timedelta(hours=1)
    assert polars_frame(rows, {"at": datetime}, LONDON)["at"].diff()[1] == timedelta(hours=1)


def test_rows_for_a_file_have_their_times_in_iso_8601():
    at = datetime(2023, 9, 23, 12, tzinfo=timezone(timedelta(hours=1)))
    rows = [{"at": at, "on": date(2023, 9, 23), "count": 1, "by": None}]
    assert texts_of(rows) == [{"at": "2023-09-23T12:00:00+01:00", "on": "2023-09-23", "count": 1, "by": None}]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_without_its_library_a_frame_is_one_clear_error(library):
    script = (
        f"import sys; sys.modules['{library}'] = None\n"
        "import standto\n"
        f"try: standto.rest(standto.read_scenario('lifeboat')).to_{library}()\n"
        "except standto.OptionError as error: print(error)"
    )
    assert printed_by(script) == (
        f"to_{library}: {library} is not installed here; install it with: pip install {library}, or use rows()\n"
    )


def test_a_year_of_rows_is_a_frame_with_times_in_the_zone():
    first = datetime(2023, 1, 1, tzinfo=UTC)
    zone = ZoneInfo("Europe/London")
    windows = [(first + timedelta(hours=hour)).astimezone(zone) for hour in range(365 * 24)]
    rows = [{"from": start, "duty": f"d{duty}", "gap": duty} for start in windows for duty in range(12)]
    frame = pandas_frame(rows, {"from": datetime, "duty": str, "gap": int}, LONDON)
    assert (len(frame), str(frame["from"].dtype)) == (105_120, "datetime64[us, Europe/London]")
