"""Crews and readiness on the board, on the pages that show a board, and in alerts."""

from __future__ import annotations

import re

import pytest

from standto import cover
from standto_desk.alerts.matters import GAP, matters_in
from standto_desk.clock.setting import set_demo_clock
from standto_desk.pages.handover.briefs import brief_of
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.boards import board_of
from standto_desk.presenting.figures import figures_of
from standto_desk.presenting.tones import tone
from tests.desk.reading_pages import words_of

NOON, NIGHT = "2024-07-13T12:00", "2024-07-14T03:00"
"""Both boats are full at noon; at night the all-weather boat has no mechanic from 02:00 on."""
WHY = "All-weather boat is off: no mechanic from Sun 14 Jul 03:00 BST to 06:00 BST; 7 could, 3 off shift, 4 not here."


@pytest.fixture
def boats(sample_at):
    """A desk with the lifeboat station in it, at noon; no help was asked for."""
    return sample_at("lifeboat", NOON, events=())


@pytest.fixture
def night(boats):
    """The same desk at night."""
    set_demo_clock(at=boats.at(NIGHT))
    return boats


def test_the_board_has_the_library_s_state_of_each_crew(night):
    picture = picture_now()
    answer = cover(picture.situation, until=picture.until)
    (first,) = answer.as_json()["windows"][:1]
    states = {line.crew: line.now.state for line in board_of(picture).crews}
    assert states == {crew["crew"]: crew["state"] for crew in first["crews"]}
    assert states["alb"] == "off"


def test_the_headline_counts_a_crew_that_falls_below_what_it_needs(boats, client_as):
    officer = client_as("duty-officer", force="northhaven")
    page = words_of(officer.get("/"))
    assert "Every duty and crew is covered until Sun 14 Jul 02:00 BST" in page
    assert "Then 1 crew is below what it needs. That is in 14 h." in page
    set_demo_clock(at=boats.at(NIGHT))
    page = words_of(officer.get("/"))
    assert "1 crew is below what it needs now" in page
    assert "All-weather boat is off." in page


@pytest.mark.parametrize("page", ["/", "/?screen=wall"])
def test_a_crew_that_is_off_says_why_in_a_sentence(night, client_as, page):
    assert WHY in words_of(client_as("planner", force="northhaven").get(page))


def test_a_duty_officer_goes_from_a_crew_that_is_off_to_the_people_who_could_come(night, client_as):
    officer = client_as("duty-officer", force="northhaven")
    link = re.search(r'href="(/call-in[^"]*/alb/)"', officer.get("/").content.decode())
    assert officer.get(link[1]).status_code == 200
    board = client_as("planner", force="northhaven").get("/").content.decode()
    assert re.findall(r'href="([^"]*/alb/)"', board) == ["/things/crew/alb/"]


def test_a_crew_s_state_is_a_word_with_a_shape_and_says_since_when(night, client_as):
    page = client_as("planner", force="northhaven").get("/").content.decode()
    off = re.search(r'<strong class="govuk-tag desk-tag desk-tag--gap"><span[^>]*>(.)</span>off</strong>', page)
    full = re.search(r'<strong class="govuk-tag desk-tag desk-tag--good"><span[^>]*>(.)</span>full</strong>', page)
    assert off[1] != full[1]
    (boat,) = [line for line in board_of(picture_now()).crews if line.crew == "alb"]
    assert night.words(boat.since) == "Sun 14 Jul 02:00 BST"
    assert tone(boat) == "gap"


def test_a_crew_that_changed_since_the_last_visit_says_from_what_to_what_and_when(boats, client_as):
    officer = client_as("duty-officer", force="northhaven")
    officer.get("/")
    set_demo_clock(at=boats.at(NIGHT))
    page = words_of(officer.get("/"))
    assert "All-weather boat went from full to off at Sun 14 Jul 02:00 BST" in page
    assert "Crews below what they need at that moment: 0 then, 1 now" in page


def test_viewers_see_no_crew_s_state(night, client_as):
    viewer = client_as("viewer", force="northhaven")
    for page in ("/", "/?screen=wall"):
        shown = words_of(viewer.get(page))
        assert "Crews below what they need now: fewer than 5" in shown
        assert not re.search(r"\boff\b|no mechanic|could", shown)
    assert "Cover is tight" in words_of(viewer.get("/"))


def test_an_outline_is_the_same_whether_one_crew_is_off_or_none(boats, client_as):
    viewer = client_as("viewer", force="northhaven")
    before = re.search(r"Crews Crews.*?How many", words_of(viewer.get("/")))[0]
    set_demo_clock(at=boats.at("2024-07-14T03:00"))
    after = re.search(r"Crews Crews.*?How many", words_of(viewer.get("/")))[0]
    assert re.sub(r"Until \S+ \d+", "Until", before) == re.sub(r"Until \S+ \d+", "Until", after)


def test_a_past_moment_shows_the_crews_of_then(night, client_as):
    page = words_of(client_as("auditor", force="northhaven").get("/look-back/?at=2024-07-13T11:00:00Z"))
    assert "Crews State of each crew" in page
    assert figures_of(board_of(picture_now()))["State of All-weather boat"] == "off"


def test_a_brief_for_the_next_holder_has_the_crews(night, client_as):
    brief = brief_of("launching-authority", since=night.at(NOON), at=night.at(NIGHT))
    assert [crew.now.words for crew in brief.board.crews] == ["off", "full"]
    officer = client_as("duty-officer", force="northhaven", post="launching-authority")
    page = officer.get("/handover/new/launching-authority/")
    assert page.status_code == 200
    assert WHY in words_of(page)


def test_a_crew_below_what_it_needs_is_a_gap_that_alerts_tell(night):
    picture = picture_now()
    found = [one for one in matters_in(picture.cover, picture.margin, picture.review) if one.about == "alb"]
    assert [(one.kind, one.sentence) for one in found] == [
        (GAP, "All-weather boat is off from Sun 14 Jul 03:00 BST; it needs limited.")
    ]


def test_the_board_says_what_is_covered_how_soon(sample_at, client_as):
    sample_at("on-call", "2024-09-20T11:30")
    page = words_of(client_as("planner", force="st-aidan").get("/"))
    assert "Within 30 minutes" in page
    assert "Covered how soon" in page


def test_a_board_without_crews_and_readiness_says_nothing_of_them(weekend, client_as):
    for role in ("planner", "viewer"):
        page = words_of(client_as(role).get("/"))
        assert "crew" not in page.lower()
        assert "how soon" not in page
