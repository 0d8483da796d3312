"""What those who only look are shown: no small number, nothing exact of people, and changes on the whole hour."""

from __future__ import annotations

import pytest
from django.test import override_settings

from standto.model.time import HOUR, MINUTE
from standto_desk.access.models import Membership
from standto_desk.access.roles import Role
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock
from standto_desk.components.small_numbers import coarse
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.boards import board_of
from tests.desk.people import account_of, client_of
from tests.desk.reading_pages import words_of

HAND = Author(account="somebody", post="duty-officer", force="met")
PAGES = ("/", "/?screen=wall", "/ladder/", "/look-back/changes/?start=2023-09-22T10:00:00Z&until=2023-09-23T11:00:00Z")


def test_numbers_of_people_are_shown_in_steps():
    assert [coarse(number, 5) for number in (0, 1, 4, 5, 9, 10, 133)] == [
        *(["fewer than 5"] * 3),
        *(["5 to 9"] * 2),
        "10 to 14",
        "130 to 134",
    ]


def test_a_large_gap_is_shown_with_its_duty_and_in_steps(weekend, client_as):
    said = words_of(client_as("viewer").get("/"))
    assert "1 duty has a gap now" in said
    assert "At least 5 places are missing." in said
    assert "5 to 9 short of 23" in said
    assert "Armed response vehicles, outer London" in said


def test_small_gaps_look_like_small_margins_without_duties_and_times(weekend, client_as):
    board = board_of(picture_now())
    assert [line.name for line in board.short_duties if line.most_short < 5] != []
    said = words_of(client_as("viewer").get("/"))
    assert "Other duties may each lack fewer than 5 places, today or until Tue 26 Sep 00:00 BST." in said
    assert "There is nobody to spare: a duty lacks 5 places or more, now or ahead." in said
    assert "covered" not in said


def test_viewers_do_not_see_recommendations(weekend, client_as):
    board = board_of(picture_now())
    viewer = client_as("viewer")
    for page in PAGES:
        said = words_of(viewer.get(page))
        assert [one.words for one in board.advice if one.words in said] == []
        assert "recommends" not in said.replace("It recommends; people decide", "")


def test_numbers_of_people_stepped_back_are_shown_in_steps(weekend, client_as):
    ((force, count),) = board_of(picture_now()).stepped_back
    said = words_of(client_as("viewer").get("/"))
    assert f"Stepped back now: {force}, {coarse(count, 5)}." in said
    changed = words_of(client_as("viewer").get(PAGES[-1]))
    assert f"{force}, with an authority withdrawn fewer than 5 fewer than 5 the same" in changed
    assert "on duty" not in changed


def test_a_change_is_shown_on_the_whole_hour(weekend, client_as):
    viewer = client_as("viewer")
    set_demo_clock(at=now() + 10 * MINUTE)
    before = words_of(viewer.get("/"))
    people = [person.id for person in weekend.scenario.people[:40]]
    append([Draft("event", kind="stepped-back", subject=one) for one in people], author=HAND, now=now())
    set_demo_clock(at=now() + 49 * MINUTE)
    assert words_of(viewer.get("/")) == before.replace("12:10 BST", "12:59 BST")
    set_demo_clock(at=now() + 5 * MINUTE)
    after = words_of(viewer.get("/"))
    assert "As of Saturday 23 September 2023, 13:00 BST" in after
    assert "40 to 44 people stepped back" in after


def test_a_viewer_with_another_role_sees_its_numbers(weekend):
    account = account_of("viewer")
    Membership.objects.create(account=account, force="met", role=Role.PLANNER)
    assert "7 places are missing." in words_of(client_of(account).get("/"))


def test_the_threshold_is_a_setting(weekend, client_as):
    with override_settings(STANDTO_SMALL_NUMBER=10):
        said = words_of(client_as("viewer").get("/"))
    assert "Gaps of 10 places or more" in said
    assert "short of 23" not in said


@pytest.mark.parametrize("family", ["/ladder/proposals/nth/", "/look-back/decisions/nth/"])
@pytest.mark.parametrize("place", ["0", "1000", "99999999999999999999"])
def test_there_is_no_page_for_a_place_beyond_the_last_proposal(weekend, client_as, family, place):
    assert client_as("viewer").get(f"{family}{place}/").status_code == 404


@pytest.mark.parametrize("at", ["2023-09-23T11:20:00Z", "2023-09-23T10:00:00Z"])
def test_looking_back_goes_by_whole_hours(weekend, client_as, at):
    set_demo_clock(at=now() + 2 * HOUR + 34 * MINUTE)
    said = words_of(client_as("viewer").get("/look-back/", {"at": at}))
    local = {"2023-09-23T11:20:00Z": "12:00", "2023-09-23T10:00:00Z": "11:00"}[at]
    assert f"The past: as of Saturday 23 September 2023, {local} BST, as known then." in said
    assert "What became known" not in said


def test_no_page_of_a_viewer_shows_the_number_of_an_entry(weekend, client_as):
    viewer = client_as("viewer")
    append([Draft("event", kind="statement", subject="met", text="Words.")], author=HAND, now=now())
    for page in (*PAGES, "/look-back/decisions/", "/look-back/decisions/nth/1/"):
        body = viewer.get(page).content.decode()
        assert viewer.get(page).status_code == 200
        assert [word for word in ('name="head"', "/decisions/1", "Entry ", "/entries/") if word in body] == []
