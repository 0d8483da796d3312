from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis.strategies import from_regex

from standto.model.time import BEGINNING, DAY, FOREVER, HOUR, MINUTE
from standto.model.zone import Zone
from standto_desk.components import moments
from standto_desk.components.plain_times import ISO, in_plain_times

LONDON = Zone("Europe/London")
NOON = LONDON.instant(datetime(2023, 9, 23, 12))
TWICE = LONDON.instant(datetime(2023, 10, 29, 1, 30))


@pytest.fixture(autouse=True)
def in_london():
    with timezone.override("Europe/London"):
        yield


def test_a_moment_says_its_day_and_its_zone():
    assert moments.moment(NOON) == "Saturday 23 September 2023, 12:00 BST"
    assert moments.short_moment(NOON) == "Sat 23 Sep 12:00 BST"


def test_the_zone_is_the_one_that_django_has_active():
    with timezone.override("Asia/Kolkata"):
        assert moments.moment(NOON) == "Saturday 23 September 2023, 16:30 IST"


def test_a_zone_without_a_name_of_its_own_is_said_by_its_offset():
    assert moments.clock_time(NOON, Zone("Asia/Riyadh")) == "14:00 UTC+03:00"


def test_the_two_hours_of_the_same_name_are_kept_apart():
    assert moments.clock_time(TWICE) == "01:30 BST"
    assert moments.clock_time(TWICE + HOUR) == "01:30 GMT"


def test_seconds_are_said_where_there_are_any():
    assert moments.clock_time(NOON + 5_000_000) == "12:00:05 BST"


@pytest.mark.parametrize(("instant", "words"), [(BEGINNING, "the beginning"), (FOREVER, "no set end")])
def test_what_has_no_end_says_so(instant, words):
    assert moments.moment(instant) == moments.short_moment(instant) == words


def test_a_span_within_a_day_says_the_day_once():
    assert moments.span((NOON, NOON + 3 * HOUR)) == "Sat 23 Sep 12:00 BST to 15:00 BST"
    assert moments.span((NOON, NOON + DAY)) == "Sat 23 Sep 12:00 BST to Sun 24 Sep 12:00 BST"
    assert moments.span((NOON, FOREVER)) == "Sat 23 Sep 12:00 BST to no set end"


@pytest.mark.parametrize(
    ("away", "words"), [(-125 * MINUTE, "2 h 5 min ago"), (3 * HOUR, "in 3 h"), (0, "now"), (MINUTE - 1, "now")]
)
def test_how_far_a_moment_is_from_now(away, words):
    assert moments.ago(NOON + away, NOON) == words


@pytest.mark.parametrize("seconds", ["", ":00", ":00.000012"])
def test_times_in_a_text_are_in_the_words_of_pages_to_the_second(seconds):
    text = f"from 2023-09-23T12:00{seconds}+01:00 until '2023-09-23T17:00:00Z'"
    assert in_plain_times(text) == "from Sat 23 Sep 12:00 BST until Sat 23 Sep 18:00 BST"


@pytest.mark.parametrize(
    "typed",
    [
        "'2023-02-31T25:61:61Z'",
        "2023-09-23T12:00+99:00",
        "'0000-01-01T00:00Z'",
        "'٢٠٢٣-٠٩-٣١T١٢:٠٠Z'",
    ],
)
def test_a_text_that_only_looks_like_a_time_stays_as_it_was_typed(typed):
    told = f"refers to the unknown duty {typed}, which starts before 2023-09-23T17:00:00Z"
    assert in_plain_times(told) == f"refers to the unknown duty {typed}, which starts before Sat 23 Sep 18:00 BST"


@given(from_regex(ISO, fullmatch=True))
def test_every_text_of_the_form_of_a_time_is_said_or_stays(typed):
    assert in_plain_times(f"'{typed}'") in (f"'{typed}'", in_plain_times(typed))
