"""Forms that come with a time, sent back as they came, on desks whose clocks are not London's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from standto.model.time import DAY, Period, minute_from
from standto.model.zone import Zone
from standto_desk.clock import now
from standto_desk.clock.setting import start_demo_clock
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.scenario_import import import_scenario
from tests.desk.reading_pages import words_of
from tests.desk.weekends import few

BOXES = re.compile(r'name="((?:at|start|until|known)_\d)"[^>]*? value="([^"]*)"')
WHERE = [
    ("Europe/London", "2023-10-29T01:30:05.000007Z"),
    ("Europe/Moscow", "2014-10-25T21:30:00Z"),
    ("Europe/Moscow", "2014-10-25T22:30:00Z"),
    ("Atlantic/Azores", "2023-10-29T00:30:00Z"),
    ("Atlantic/Azores", "2023-10-29T01:30:00Z"),
    ("Australia/Lord_Howe", "2024-04-06T15:15:00Z"),
    ("Australia/Lord_Howe", "2024-04-06T14:45:00Z"),
    ("Antarctica/Troll", "2024-10-27T02:59:00Z"),
    ("America/Nuuk", "2024-10-27T00:30:00Z"),
    ("Pacific/Chatham", "2024-04-06T14:15:00Z"),
    ("Etc/GMT+1", "2023-09-23T12:00:00Z"),
]


@pytest.fixture(params=WHERE, ids=" ".join)
def elsewhere(request, desk) -> int:
    """A desk in a zone; the moment that its clock stands at."""
    name, text = request.param
    at = (datetime.fromisoformat(text) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    began = at - 3 * DAY
    moved = replace(few().scenario, zone=Zone(name), horizon=Period(began - began % DAY, began + 14 * DAY), events=())
    import_scenario(moved, author=Author("tests", "", ""), now=began)
    start_demo_clock(at=at)
    return at


def boxes_of(page) -> dict[str, str]:
    """What the boxes of a page's dates hold."""
    return {name: unescape(value) for name, value in BOXES.findall(page.content.decode())}


def test_the_clock_s_form_sent_back_as_it_came_sets_the_clock_to_the_next_whole_minute(elsewhere, client_as):
    client = client_as("viewer")
    page = client.get("/clock/")
    shown = boxes_of(page)
    answer = client.post("/clock/set/", shown)
    assert (answer.status_code, now()) == (302, minute_from(elsewhere)), words_of(answer)


@pytest.mark.parametrize("address", ["/look-back/", "/look-back/changes/"])
def test_the_forms_of_looking_back_sent_as_they_came_show_the_moments_they_came_with(elsewhere, client_as, address):
    client = client_as("viewer")
    shown = boxes_of(client.get(address))
    assert len(shown) > 4
    answer = client.get(address, shown)
    assert answer.status_code == 200, words_of(answer)
    again = boxes_of(answer)
    assert {name: again[name] for name in shown} == shown
