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


def preview(officer, people, kind="stepped-back", **more):
    return officer.post("/record/", {"kind_of_event": kind, "people": " ".join(people), **more}, follow=True)


def recorded(officer, people, kind="stepped-back", **more):
    page = preview(officer, people, kind, **more)
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
    said = "Criticality 1: 4 before, 2 after. Below the reserve of 3. 2 more on duty may step back, whoever they are"
    assert said in words_of(page)
    assert "The margin would fall below the reserve, or further below it." in words_of(page)
    recorded(officer, PEOPLE[:2])
    assert "Below the reserve of 3" in board_s_margin(officer)


def test_a_margin_that_falls_further_below_the_reserve_is_warned_of_too(officer):
    recorded(officer, PEOPLE[:2])
    assert "Criticality 1: 2 before, 1 after. Below the reserve of 3." in words_of(preview(officer, PEOPLE[2:3]))


def test_where_cover_would_fail_it_is_a_gap(officer):
    page = preview(officer, PEOPLE[:5])
    assert tags(page) == ["More places missing"]
    assert "Criticality 1: 4 before, short after. Cover has failed already." in words_of(page)


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
    assert "Criticality 1: 4 before, 2 after. Below the reserve of 3." in words_of(page)


IN_A_WEEK = {"occurred_0": "29", "occurred_1": "9", "occurred_2": "2023", "occurred_3": "08:00"}
FROM_THEN = "Cover from Fri 29 Sep 08:00 BST until Mon 2 Oct 08:00 BST"


def test_an_entry_from_later_on_is_shown_with_its_effect_then(officer):
    page = preview(officer, PEOPLE[:5], "unavailable", **IN_A_WEEK)
    assert tags(page) == ["More places missing"]
    assert f"{FROM_THEN} ▲ More places missing 1 duty would have a larger gap." in words_of(page)
    assert "Criticality 1: 4 before, short after. Duties until" in words_of(page)
    shown = "Patrol of the town no gap up to 1 short, first Fri 29 Sep 08:00 BST, 72.0 place-hours in all"
    assert shown in words_of(page)


def test_a_correction_of_an_entry_from_later_on_is_shown_with_its_effect_then(officer):
    recorded(officer, PEOPLE[:5], "unavailable", **IN_A_WEEK)
    done = recorded(officer, PEOPLE[5:6], "unavailable", **IN_A_WEEK)
    page = officer.get(f"{done}correct/")
    assert f"{FROM_THEN}, without it" in words_of(page)
    shown = "Patrol of the town up to 2 short, first Fri 29 Sep 08:00 BST, 144.0 place-hours in all up to 1 short"
    assert shown in words_of(page)
