from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from standto import (
    OptionError,
    candidates,
    cover,
    margin,
    read_scenario,
    replay,
    rest,
    review,
    sitrep,
    situation_of,
    write_scenario,
)
from standto.model.time import DAY, Period
from standto.model.zone import Zone
from standto.wording import instant_of

LONDON = Zone("Europe/London")
NOON = LONDON.instant(datetime(2023, 9, 23, 12))
WEEKEND = Period(NOON - DAY, NOON + DAY)
ALLOWED = (
    "; allowed are a datetime, a text such as '2023-09-22T12:00', and an instant, "
    "which is a whole number of microseconds since 1970 as scenario.instant() returns it"
)
FORMS = [
    datetime(2023, 9, 23, 12),
    datetime(2023, 9, 23, 11, tzinfo=UTC),
    datetime(2023, 9, 23, 16, 30, tzinfo=timezone(timedelta(hours=5, minutes=30))),
    "2023-09-23T12:00",
    "2023-09-23 12:00:00",
    "2023-09-23T11:00Z",
    "Sat 12:00",
    "23 Sept noon",
    "end-24h",
    NOON,
    np.int64(NOON),
    np.datetime64("2023-09-23T12:00"),
    np.datetime64("2023-09-23T12", "h"),
    pd.Timestamp("2023-09-23 12:00"),
    pd.Timestamp("2023-09-23 11:00", tz="UTC"),
    pd.Timestamp("2023-09-23 07:00", tz="America/New_York"),
]


@pytest.fixture(scope="module")
def boats():
    return read_scenario("lifeboat")


@pytest.mark.parametrize("moment", FORMS, ids=repr)
def test_every_form_of_a_moment_is_the_same_instant(moment):
    found = instant_of(moment, LONDON, WEEKEND, "at")
    assert (found, type(found)) == (NOON, int)


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (date(2023, 9, 23), "at: datetime.date(2023, 9, 23) is a date without a time"),
        (np.datetime64("2023-09-23"), "at: np.datetime64('2023-09-23') is a date without a time"),
        (np.datetime64("2023-09"), "at: np.datetime64('2023-09') is a date without a time"),
        (pd.NaT, "at: NaT is not a time"),
        (1695466800.0, "at: 1695466800.0 is of type float"),
        (float("nan"), "at: nan is of type float"),
        (True, "at: True is of type bool"),
        (np.True_, "at: np.True_ is of type bool"),
        ([NOON], f"at: [{NOON}] is of type list"),
        (None, "at: None is of type NoneType"),
        (b"2023-09-23T12:00", "at: b'2023-09-23T12:00' is of type bytes"),
        (time(12), "at: datetime.time(12, 0) is of type time"),
        (timedelta(hours=6), "at: datetime.timedelta(seconds=21600) is of type timedelta"),
        (
            1695466800,
            "at: 1695466800 is more than 50 years from the scenario: it may be in seconds or nanoseconds",
        ),
        (
            NOON * 1000,
            f"at: {NOON * 1000} is more than 50 years from the scenario: it may be in seconds or nanoseconds",
        ),
        (
            datetime(2023, 3, 26, 1, 30),
            "at: datetime.datetime(2023, 3, 26, 1, 30) does not exist in Europe/London, where the clocks go forward",
        ),
        (["x" * 100], f"at: ['{'x' * 55}... is of type list"),
    ],
)
def test_anything_else_is_one_error_that_names_the_argument_and_what_is_allowed(given, fault):
    with pytest.raises(OptionError) as caught:
        instant_of(given, LONDON, WEEKEND, "at")
    assert str(caught.value) == fault + ALLOWED


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2023-09-23", "at: '2023-09-23' is a date without a time: write date and time in ISO 8601, as "),
        ("", "at: '' is not a time: write one as 2023-09-23T18:00, Sat 18:00, "),
        ("soon", "at: 'soon' is not a time: write one as 2023-09-23T18:00, Sat 18:00, "),
        ("now", "at: there is no 'now' here: write another moment, as 2023-09-23T18:00, Sat 18:00, "),
        ("2023-03-26T01:30", "at: 2023-03-26T01:30:00 does not exist in Europe/London: the clocks go forward; write"),
    ],
)
def test_a_text_that_is_no_moment_is_one_error_that_says_how_to_write_one(text, fault):
    with pytest.raises(OptionError) as caught:
        instant_of(text, LONDON, WEEKEND, "at")
    assert str(caught.value).startswith(fault)


def test_words_count_from_the_start_of_a_situation():
    boats = read_scenario("lifeboat")
    noon = situation_of(boats, at="Sat 12:00")
    assert noon.at == boats.instant("2024-07-13T12:00")
    assert noon.period_until("+6h").until == boats.instant("2024-07-13T18:00")
    report = sitrep(noon, previous="-6h", audience="public", runs=1)
    assert report.as_json() == sitrep(noon, previous="2024-07-13T06:00", audience="public", runs=1).as_json()


def test_a_local_time_that_occurs_twice_is_the_first_unless_its_fold_says_the_second():
    twice = datetime(2023, 10, 29, 1, 30)
    first, second = (instant_of(twice.replace(fold=fold), LONDON, WEEKEND, "at") for fold in (0, 1))
    assert (LONDON.iso(first), LONDON.iso(second)) == ("2023-10-29T01:30:00+01:00", "2023-10-29T01:30:00+00:00")
    assert instant_of("2023-10-29T01:30", LONDON, WEEKEND, "at") == first
    assert instant_of(datetime(2023, 10, 30, 1, 30, fold=1), LONDON, WEEKEND, "at") == first + DAY + DAY // 24


@pytest.mark.parametrize(
    "moment",
    [datetime(2024, 7, 13, 12), pd.Timestamp("2024-07-13 11:00Z"), np.datetime64("2024-07-13T12:00")],
    ids=repr,
)
def test_every_public_function_takes_every_form_of_a_moment(boats, moment):
    at = boats.instant("2024-07-13T12:00")
    start = boats.horizon.start
    early = "2024-07-12T12:00"
    for answers in (
        [situation_of(boats, at=one, known_at=one).at for one in (moment, at)],
        [cover(boats, until=one).as_json() for one in (moment, at)],
        [margin(boats, until=one, runs=None).as_json() for one in (moment, at)],
        [rest(boats, until=one).as_json() for one in (moment, at)],
        [review(boats, at=one, known_at=one).as_json() for one in (moment, at)],
        [candidates(boats, duty="ilb", at=one).as_json() for one in (moment, at)],
        [
            sitrep(boats, at=one, known_at=one, previous=before, audience="public", runs=1).as_json()
            for one, before in ((moment, early), (at, boats.instant(early)))
        ],
        [situation_of(boats).period_until(one) for one in (moment, at)],
    ):
        assert answers[0] == answers[1]
    assert situation_of(boats).period_until(moment) == Period(start, at)


@pytest.mark.parametrize("argument", ["at", "known_at", "previous"])
def test_the_error_names_the_argument_that_is_wrong(boats, argument):
    given = {"at": "2024-07-13T12:00", argument: 1.5}
    with pytest.raises(OptionError, match=f"^{argument}: 1.5 is of type float; allowed are"):
        sitrep(boats, **given)


def test_a_situations_own_moments_are_the_defaults_of_every_function(boats):
    at, later = boats.instant("2024-07-13T12:00"), boats.instant("2024-07-13T18:00")
    noon = situation_of(boats, at=at)
    assert review(noon, at=later).as_json() == review(boats, at=later, known_at=at).as_json()
    assert review(noon, known_at=later).as_json() == review(boats, at=at, known_at=later).as_json()
    asked = candidates(noon, duty="ilb", at=later)
    assert asked.as_json() == candidates(boats, duty="ilb", at=later, known_at=at).as_json()
    assert review(situation_of(boats), at=later).as_json() == review(boats, at=later).as_json()
    waiting = situation_of(boats, at=at, ready=20)
    assert review(waiting, at=later).as_json()["ready"] == 20


@pytest.mark.parametrize("function", [cover, margin, rest, review, sitrep])
def test_a_name_in_place_of_a_scenario_is_told_how_to_read_it(function):
    with pytest.raises(OptionError) as caught:
        function("london-2023")
    assert str(caught.value) == (
        "of: 'london-2023' is not a scenario or a situation; "
        'read it first: read_scenario("london-2023") returns the scenario'
    )


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: candidates(Path("a/b"), duty="x"), "of: PosixPath('a/b') is not a scenario or a situation; read it"),
        (lambda: cover(None), "of: None is not a scenario or a situation; read_scenario(folder) returns a scenario"),
        (lambda: cover({}), "of: {} is not a scenario or a situation; read_scenario(folder) returns a scenario"),
        (lambda: replay("a"), "of: 'a' is not a scenario; read it first: read_scenario(\"a\") returns the scenario"),
        (lambda: situation_of("a"), "scenario: 'a' is not a scenario; read it first: read_scenario(\"a\")"),
        (lambda: write_scenario("a", "b"), "scenario: 'a' is not a scenario; read it first: read_scenario(\"a\")"),
        (lambda: read_scenario(7), "folder: 7 is not a path or the name of a sample"),
    ],
)
def test_anything_in_place_of_a_scenario_is_told_what_is_wanted(call, fault):
    with pytest.raises(OptionError) as caught:
        call()
    assert str(caught.value).startswith(fault)


@pytest.mark.parametrize("moment", [one for one in FORMS if one != "end-24h"], ids=repr)
def test_a_scenario_gives_the_instant_of_every_form(moment):
    assert read_scenario("london-2023").instant(moment) == NOON


def test_a_scenario_names_what_is_no_moment(boats):
    with pytest.raises(OptionError, match=r"^moment: 1\.5 is of type float; allowed are a datetime"):
        boats.instant(1.5)


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda boats: situation_of(boats, ready=2.5), "ready: 2.5 is not a whole number from 0 to 999,999,999"),
        (lambda boats: situation_of(boats, ready="20"), "ready: '20' is not a whole number from 0 to 999,999,999"),
        (lambda boats: situation_of(boats, ready=True), "ready: True is not a whole number from 0 to 999,999,999"),
        (lambda boats: situation_of(boats, assume="major"), "assume: 'major' is a text: give a list of declarations"),
        (lambda boats: margin(boats, runs=0), "runs: 0 is not a whole number from 1 to 100,000"),
        (lambda boats: margin(boats, seed=None), "seed: None is not a whole number of 0 or more"),
        (lambda boats: sitrep(boats, at="Sat", runs="x"), "runs: 'x' is not a whole number from 1 to 100,000"),
    ],
)
def test_a_number_that_is_none_is_one_error_that_names_the_argument(boats, call, fault):
    with pytest.raises(OptionError) as caught:
        call(boats)
    assert str(caught.value).startswith(fault)


def test_a_replay_of_a_situation_asks_for_the_scenario(boats):
    with pytest.raises(OptionError, match=r"is not a scenario; its \.scenario is one"):
        replay(situation_of(boats))
