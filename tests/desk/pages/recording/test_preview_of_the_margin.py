"""What the preview of a recording, and of a correction, says of the margin: by the board's own thresholds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standto_desk.clock.setting import start_demo_clock
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Draft
from tests.desk.acts.small_desk import HOUR, IMPORTER, NOON, row
from tests.desk.components.rendering import tree
from tests.desk.people import account_of, client_of
from tests.desk.reading_pages import hidden, words_of

SETTINGS = """format = 1
title = "Eight people, four places"
timezone = "Europe/London"
starts = 2023-09-22T06:00:00
ends = 2023-09-29T06:00:00
home = "met"

[policy]
reserve = 3
"""
PEOPLE = [f"m000{number}" for number in range(1, 9)]


@pytest.fixture
def officer(desk):
    """Eight may do what four places ask for, and three should be to spare."""
    start_demo_clock(at=NOON)
    rows = [
        row("scenario", "scenario", toml=SETTINGS),
        row("forces", "met", kind="home"),
        row("capabilities", "arv"),
        row("duties", "patrol", task="patrol", capabilities="arv", strength="4", name="Patrol of the town"),
        row("powers", "p1", kind="home", task="*", permitted="yes"),
        *(row("people", person) for person in PEOPLE),
        *(Draft("row", "authorisations", person, capability="arv", step="set") for person in PEOPLE),
    ]
    append([replace(one, occurred=-(2**62)) for one in rows], author=IMPORTER, now=NOON - HOUR)
    return client_of(account_of("duty-officer", post="duty-officer"))


def preview(officer, people, kind="stepped-back"):
    return officer.post("/record/", {"kind_of_event": kind, "people": " ".join(people)}, follow=True)


def recorded(officer, people, kind="stepped-back"):
    page = preview(officer, people, kind)
    sent = {"based_on": hidden(page, "based_on")}
    return officer.post(page.request["PATH_INFO"], sent)["Location"]


def tags(page) -> list[str]:
    """The marks over the comparison."""
    return [each.text.lstrip("▲◆● ") for each in tree(page.content.decode()).one("main").all(class_="desk-tag")][:1]


def board_s_margin(officer) -> str:
    return words_of(officer.get("/"))


def test_a_margin_that_stays_at_the_reserve_is_good(officer):
    page = preview(officer, PEOPLE[:1])
    assert tags(page) == ["No more places missing"]
    assert "fall to below the reserve" not in words_of(page)
    recorded(officer, PEOPLE[:1])
    assert "At or above the reserve of 3" in board_s_margin(officer)


def test_a_margin_that_falls_below_the_reserve_is_warned_of_in_its_own_words(officer):
    page = preview(officer, PEOPLE[:2])
    assert tags(page) == ["Below the reserve"]
    said = "Criticality 1: 4 now, 2 afterwards. Below the reserve of 3. 2 more on duty may step back, whoever they are"
    assert said in words_of(page)
    assert "The margin would fall below the reserve, or further below it." in words_of(page)
    recorded(officer, PEOPLE[:2])
    assert "Below the reserve of 3" in board_s_margin(officer)


def test_a_margin_that_falls_further_below_the_reserve_is_warned_of_too(officer):
    recorded(officer, PEOPLE[:2])
    assert "Criticality 1: 2 now, 1 afterwards. Below the reserve of 3." in words_of(preview(officer, PEOPLE[2:3]))


def test_where_cover_would_fail_it_is_a_gap(officer):
    page = preview(officer, PEOPLE[:5])
    assert tags(page) == ["More places missing"]
    assert "Criticality 1: 4 now, short afterwards. Cover has failed already." in words_of(page)


def test_what_leaves_the_margin_below_the_reserve_is_not_shown_as_good(officer):
    recorded(officer, PEOPLE[:3])
    page = preview(officer, PEOPLE[:1], "returned")
    assert tags(page) == ["Still below the reserve"]
    assert "fall to below the reserve" not in words_of(page)


def test_a_correction_that_takes_people_away_is_warned_of_as_well(officer):
    recorded(officer, PEOPLE[:2])
    done = recorded(officer, PEOPLE[:2], "returned")
    page = officer.get(f"{done}correct/")
    assert tags(page) == ["Below the reserve"]
    assert "Criticality 1: 4 now, 2 afterwards. Below the reserve of 3." in words_of(page)
