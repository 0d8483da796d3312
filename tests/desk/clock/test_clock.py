"""The clock: real, or a demonstration's own."""

from __future__ import annotations

import time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from standto.model.time import HOUR, MINUTE
from standto_desk.acts.clock_changes import TooEarly, earliest_setting, next_known, set_clock
from standto_desk.clock import demo_clock, now, real_now
from standto_desk.clock.setting import set_demo_clock, start_demo_clock
from standto_desk.ledger.appending import append
from tests.desk.components.rendering import tree
from tests.desk.ledger.starting import ANA, NOON, event, started
from tests.desk.people import account_of


def test_without_a_clock_of_its_own_a_desk_goes_by_the_machines(database):
    assert demo_clock() is None
    before = time.time_ns() // 1000
    assert before <= now() <= time.time_ns() // 1000


def test_a_demonstrations_clock_stands_until_it_is_played(database):
    start_demo_clock(at=NOON)
    assert (now(), now()) == (NOON, NOON)
    began = real_now()
    set_demo_clock(rate=600)
    time.sleep(0.05)
    assert NOON < now() <= NOON + (real_now() - began) * 600
    stood = set_demo_clock(rate=0)
    assert now() == stood.shown


def test_setting_it_leaves_its_pace_and_counts(database):
    start_demo_clock(at=NOON, rate=60)
    clock = set_demo_clock(at=NOON + HOUR)
    assert (clock.shown, clock.rate, clock.settings) == (NOON + HOUR, 60, 1)


def test_there_is_one_clock_and_it_goes_forwards(desk):
    start_demo_clock(at=NOON)
    with pytest.raises(IntegrityError):
        start_demo_clock(at=NOON)
    with pytest.raises(IntegrityError):
        set_demo_clock(rate=-1)


def test_it_cannot_be_set_behind_the_last_entry(desk):
    start_demo_clock(at=NOON)
    started(NOON)
    append([event("stepped-back", "m1")], author=ANA, now=NOON + HOUR)
    planner = account_of("planner")
    assert earliest_setting(planner) == NOON + HOUR
    with pytest.raises(TooEarly) as refused:
        set_clock(by=planner, at=NOON + HOUR - 1)
    assert refused.value.earliest == NOON + HOUR
    assert set_clock(by=planner, at=NOON + HOUR).shown == NOON + HOUR


def test_those_who_only_look_are_not_told_by_the_clock_when_something_was_entered(desk):
    start_demo_clock(at=NOON)
    started(NOON)
    viewer = account_of("viewer")
    set_demo_clock(at=NOON + 3 * HOUR)
    before = earliest_setting(viewer)
    append([event("stepped-back", "m1")], author=ANA, now=NOON + 2 * HOUR)
    assert earliest_setting(viewer) == before == NOON + 3 * HOUR
    with pytest.raises(TooEarly):
        set_clock(by=viewer, at=NOON + 3 * HOUR - 1)


def test_anonymous_users_cannot_set_the_clock(desk):
    start_demo_clock(at=NOON)
    account = account_of("viewer", is_active=False)
    with pytest.raises(PermissionDenied):
        set_clock(by=account, at=NOON + HOUR)


def test_what_comes_next_is_what_becomes_known_next(handful):
    planner, viewer = account_of("planner"), account_of("viewer")
    after = next_known(now(), planner)
    assert after is not None
    assert now() < after
    assert next_known(now(), viewer) == handful.scenario.zone.next_hour(after - 1)
    set_demo_clock(at=after)
    later = next_known(now(), planner)
    assert later is None or later > after


def moved(client, path: str, **form):
    """Send a form of the clock's page; return the answer and the clock's new time."""
    return client.post(f"/clock/{path}", form), now()


def test_the_page_sets_plays_and_goes_on(handful, client_as):
    client = client_as("planner")
    page = client.get("/clock/").content.decode()
    assert "The clock of this demonstration" in page
    answer, shown = moved(client, "set/", at_0="23", at_1="9", at_2="2023", at_3="14:05")
    assert (answer.status_code, answer["Location"]) == (302, "/clock/")
    assert shown == NOON + 24 * HOUR + 125 * MINUTE
    expected = next_known(shown, client.account)
    answer, shown = moved(client, "go-on/")
    assert (answer.status_code, shown) == (302, expected)
    answer, _ = moved(client, "play/", rate="60")
    assert (answer.status_code, demo_clock().rate) == (302, 60)
    answer, _ = moved(client, "play/", rate="7")  # no such pace
    assert answer.status_code == 422
    assert "1, 60 or 600 times as fast as a real clock, or 0 to stop it" in answer.content.decode()
    assert demo_clock().rate == 60
    assert "It runs a minute a second." in client.get("/clock/").content.decode()


def test_the_page_says_why_a_time_is_too_early_or_none(handful, client_as):
    client = client_as("viewer")
    before = now()
    answer, shown = moved(client, "set/", at_0="1", at_1="9", at_2="2023", at_3="14:05")
    assert (answer.status_code, shown) == (422, before)
    assert "or later" in answer.content.decode()
    answer, _ = moved(client, "set/", at_0="31", at_1="9", at_2="2023", at_3="14:05")
    assert answer.status_code == 422
    assert "must be a real date" in answer.content.decode()


def test_every_page_of_a_demonstration_shows_its_clock(handful, client_as):
    page = client_as("viewer").get("/").content.decode()
    assert "Demonstration." in page
    assert '<a href="/clock/">Set the clock</a>' in page


def test_the_clock_is_brought_up_to_date_with_the_page_that_it_stands_over(handful, client_as):
    bar = tree(client_as("viewer").get("/").content.decode()).one(id="desk-bar")
    assert "data-live-region" in bar.attributes
    assert bar.one("time", id="clock").text == "Saturday 23 September 2023, 12:00 BST"


def test_with_the_real_clock_no_page_offers_it(desk, client_as):
    client = client_as("viewer")
    assert "Set the clock" not in client.get("/account/second-factor/").content.decode()
    assert [client.get("/clock/").status_code, client.post("/clock/play/", {"rate": "0"}).status_code] == [404, 404]
    assert client.post("/clock/go-on/").status_code == 404
