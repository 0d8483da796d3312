"""Rows on lines of JSON: a rota, crews and rules are changed at the command line, alone or several together."""

from __future__ import annotations

import json

import pytest

from standto.model.time import HOUR
from standto_desk.book.situations import scenario_at
from standto_desk.ledger.json_lines import JsonLine, enter_lines
from standto_desk.ledger.models import Entry
from standto_desk.ledger.verifying import verify_ledger
from tests.desk.ledger.starting import ANA, MINUTE, NOON, SETTINGS, started

FIRST = {"row": "rota", "person": "m1", "from": "2023-09-23T08:00", "until": "2023-09-23T20:00", "ready_minutes": 10}
OTHER = {"row": "rota", "person": "m2", "from": "2023-09-23T08:00", "until": "2023-09-23T20:00"}
CREW = {"row": "crews", "crew": "boat", "task": "patrol"}
HELM = {"row": "seats", "crew": "boat", "state": "out", "seat": "helm", "capabilities": "arv"}


def entered(*said, at: int = NOON + HOUR):
    """Enter lines; return what came of each: the number of entries, or the faults."""
    lines = [JsonLine(number, json.dumps(one).encode()) for number, one in enumerate(said, 1)]
    answers = enter_lines(lines, author=ANA, now=at, place="lines")
    return [list(map(str, answer)) if isinstance(answer, list) else len(answer) for _, answer in answers]


def rows(at: int = NOON + HOUR):
    return [(row.person, row.ready_minutes) for row in scenario_at(at + MINUTE).rota]


def test_rows_are_set_and_ended_by_lines(database):
    started()
    assert entered(FIRST, OTHER) == [1, 1]
    assert rows() == [("m1", 10), ("m2", 0)]
    assert entered(
        {"row": "rota", "step": "ended", "person": "m1", "from": "2023-09-23T07:00Z"}, at=NOON + 2 * HOUR
    ) == [1]
    assert rows(NOON + 2 * HOUR) == [("m2", 0)]
    assert verify_ledger().fault == ""


def test_a_list_is_entered_together_or_not_at_all(database):
    started()
    assert entered(CREW, [CREW, HELM]) == [
        ["lines:1: crews.csv boat: crew: 'boat' has no seat: give it a row in seats.csv"],
        2,
    ]
    ended = {"row": "rota", "step": "ended", "person": "m1", "from": FIRST["from"]}
    moved = [ended, {**FIRST, "from": "2023-09-23T09:00"}]
    assert entered(FIRST, moved, at=NOON + 2 * HOUR) == [1, 2]
    overlapping = {**OTHER, "from": "2023-09-23T19:00", "until": "2023-09-23T21:00"}
    assert entered([OTHER, overlapping], at=NOON + 3 * HOUR) != [2]
    assert rows(NOON + 3 * HOUR) == [("m1", 10)]


def test_a_line_that_is_refused_stops_no_other(database):
    started()
    back = {"occurred": "2023-09-23T10:00", "event": "stepped-back", "subject": "m1", "key": "a"}
    count = Entry.objects.count()
    found = entered(back, {**FIRST, "person": "nobody"}, {**back, "subject": "m2", "key": "b"}, OTHER, [back, OTHER])
    assert [answer if isinstance(answer, int) else "refused" for answer in found] == [1, "refused", 1, 1, "refused"]
    assert Entry.objects.count() == count + 3
    assert verify_ledger().fault == ""


TABLES = (
    "scenario, forces, capabilities, teams, people, authorisations, pools, duties, crews, seats, rota, powers, sources"
)
UNKNOWN = f"row: no table 'rotas': allowed are {TABLES}"


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ({"row": "rotas"}, [UNKNOWN]),
        ([FIRST, {"row": "rotas"}], [f"object 2: {UNKNOWN}"]),
        (
            {**FIRST, "ready_minutes": 1.5},
            ["ready_minutes: '1.5' is not allowed: write a text, a whole number or null"],
        ),
        ({**FIRST, "step": "gone"}, ["step: 'gone' is not allowed: write set or ended"]),
        ({**FIRST, "colour": "red"}, ["colour: unknown column 'colour': allowed are from, until, duty, ready_minutes"]),
        ([OTHER, {**FIRST, "step": "gone"}], ["object 2: step: 'gone' is not allowed: write set or ended"]),
    ],
)
def test_a_row_that_is_none_is_told_what_is_allowed(desk, line, faults):
    started()
    assert entered(line) == [[f"lines:1: {fault}" for fault in faults]]


def test_a_time_that_is_none_is_refused(desk):
    started()
    (found,) = entered({**FIRST, "occurred": "soon"})
    assert [fault.split(" is not ")[0] for fault in found] == ["lines:1: occurred: 'soon'"]


def test_settings_change_by_a_line_and_sending_it_again_changes_nothing(database):
    started()
    rules = '\n[[working_time.rule]]\nid = "daily"\nmeasure = "rest-before"\nmin = 11\neffect = "owed"\n'
    line = {"row": "scenario", "toml": SETTINGS + rules, "key": "rules"}
    count = Entry.objects.count()
    assert entered(line) == entered(line, at=NOON + 2 * HOUR) == [1]
    assert Entry.objects.count() == count + 1
    assert bool(scenario_at(NOON + 3 * HOUR).working_time)


def test_a_row_takes_effect_at_the_time_that_its_line_names(desk):
    started()
    assert entered({**FIRST, "occurred": "2023-09-22T15:00"}) == [1]
    assert [len(rows(NOON + hours * HOUR)) for hours in (1, 2, 3)] == [0, 0, 1]
