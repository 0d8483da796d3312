"""A change of the register that takes effect within the look-ahead is told on every page that looks beyond it."""

from __future__ import annotations

import pytest

from standto.model.time import DAY, HOUR
from standto_desk.acts.registering.row_changes import CHANGE, RegisterChange
from standto_desk.clock import now
from standto_desk.kit.act_forms import new_key
from tests.desk.planned import enter, stronger
from tests.desk.reading_pages import words_of

PAGES = ("/", "/?screen=wall", "/things/duty/site-a/", "/rota/2023/9/teams/")
TOLD = "From Sun 24 Sep 12:00 BST on, the register changes: duty Guard of site A. This page does not count that yet."


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_looks_beyond_a_change_says_so(weekend, client_as, page):
    planner = client_as("planner")
    assert "the register changes" not in words_of(planner.get(page))
    enter("planner", stronger(now() + DAY))
    assert TOLD in words_of(planner.get(page))


def test_the_headline_warns_of_the_time_of_the_first_change(weekend, client_as):
    enter("planner", stronger(now() + DAY))
    headline = words_of(client_as("planner").get("/")).split("What to do")[0]
    assert "The register changes on Sun 24 Sep 12:00 BST. This page does not count that yet." in headline


def test_a_what_if_that_looks_beyond_a_change_says_so(weekend, client_as):
    enter("planner", stronger(now() + DAY))
    planner = client_as("planner")
    page = planner.post("/what-if/new/", {"sentences": "+5 kent-arv", "choice": "worst"}, follow=True)
    assert TOLD in words_of(page)


def test_the_board_says_which_duties_have_a_gap_with_the_change(weekend, client_as):
    enter("planner", stronger(now() + DAY))
    words = words_of(client_as("planner").get("/"))
    assert "Guard of site A ● covered, 6 required" in words
    assert "have a gap from then until Tue 26 Sep 12:00 BST." in words


def test_a_change_that_was_undone_or_lies_beyond_the_look_ahead_is_not_told(weekend, client_as):
    enter("planner", stronger(now() + DAY))
    enter("planner", stronger(now() + DAY, strength="6"))
    enter("planner", stronger(now() + 10 * DAY))
    assert "the register changes" not in words_of(client_as("planner").get("/"))


def test_changes_about_people_are_counted_and_no_viewer_sees_them(weekend, client_as):
    first, second = (one for one in weekend.scenario.people[:2])
    moved = RegisterChange("people", CHANGE, (first.id,), {"person": first.id, "team": second.team}, now() + HOUR)
    assert first.team != second.team
    enter("duty-officer", moved)
    told = "From Sat 23 Sep 13:00 BST on, the register changes: 1 person."
    words = words_of(client_as("planner").get("/"))
    assert told in words
    assert first.id not in words
    assert "the register changes" not in words_of(client_as("viewer").get("/"))


@pytest.mark.parametrize("audience", ["command", "desk"])
def test_a_report_that_looks_beyond_a_change_says_so(weekend, client_as, audience):
    enter("planner", stronger(now() + DAY))
    planner = client_as("planner")
    planner.post("/reports/new/", {"audience": audience, "key": new_key()})
    words = words_of(planner.get("/reports/1/"))
    assert "the register changes: duty Guard of site A. This report does not count that yet." in words
    assert ("With the change," in words) == (audience == "command")


def test_a_viewer_reads_that_a_duty_changes_without_its_gaps(weekend, client_as):
    enter("planner", stronger(now() + DAY))
    words = words_of(client_as("viewer").get("/"))
    assert TOLD in words
    assert "With the change" not in words
