"""Events count while the tables hold their subjects, by the rule of the reader of scenarios."""

from __future__ import annotations

import pytest

from standto import read_scenario, write_scenario
from standto_desk.book.situations import folded_at, scenario_at, situation_at
from standto_desk.ledger.appending import append
from tests.desk.ledger.starting import ANA, HOUR, NOON, event, row, started

CELLS = {"capabilities": "arv", "count": "6"}


def kinds(at):
    """Return the kinds of the events that count at a moment; every way to read the ledger must agree on them."""
    found = [tuple(one.kind for one in ask(at).events) for ask in (scenario_at, lambda at: folded_at(at).scenario)]
    assert found[0] == found[1] == tuple(one.kind for one in situation_at(at).scenario.events)
    return found[0]


@pytest.fixture
def asked(database):
    """Enter a small force that has asked for a police pool and whose person has stepped back."""
    started()
    append([event("aid-asked", "kent-arv", count=2), event("stepped-back", "m1")], author=ANA, now=NOON)


def test_steps_of_a_pool_that_went_to_a_force_of_another_kind_do_not_count(asked, tmp_path):
    append([row("pools", "kent-arv", force="mod", **CELLS)], author=ANA, now=NOON + HOUR)
    assert kinds(NOON + HOUR - 1) == ("aid-asked", "stepped-back")
    assert kinds(NOON + HOUR) == ("stepped-back",)
    write_scenario(scenario_at(NOON + HOUR), tmp_path / "out")
    assert read_scenario(tmp_path / "out").events == scenario_at(NOON + HOUR).events
    append([row("pools", "kent-arv", force="kent", **CELLS)], author=ANA, now=NOON + 2 * HOUR)
    assert kinds(NOON + 2 * HOUR) == ("aid-asked", "stepped-back")


def test_events_about_people_who_left_do_not_count(asked):
    rows = [row("authorisations", "m1", step="ended", capability="arv"), row("people", "m1", step="ended")]
    append(rows, author=ANA, now=NOON + HOUR)
    assert kinds(NOON + HOUR + 1) == ("aid-asked",)
