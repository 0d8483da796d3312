"""Stints, measures and what is left out, against a second implementation by plain loops on a grid."""

from __future__ import annotations

import random
from datetime import datetime

import numpy as np
import pytest

from standto.model.time import HOUR, MINUTE, Period
from standto.model.working_time import MEASURES, RestRule
from standto.model.zone import Zone
from standto.stints import (
    Nights,
    RuleBook,
    check_all,
    check_in_turn,
    find_stints,
    merged,
)
from tests.stints.grid import GridRule, look_at

CELL = 30 * MINUTE
ZONES = {
    "Europe/London": "2023-03-20T00:00",
    "Australia/Lord_Howe": "2023-03-26T00:00",
    "America/Asuncion": "2023-03-20T00:00",
}
DAYS = 12


def random_rules(draw):
    """Return rules as the program has them, and in cells."""
    rules, cells = [], []
    for number in range(draw.randint(1, 4)):
        measure = draw.choice(["stint-hours", "rest-before", "hours-in", "rest-in", "run", "night-run"])
        effect = draw.choice(["breach", "breach", "owed", "note"])
        length = {}
        if measure in ("hours-in", "rest-in"):
            length = {"days": draw.choice([0.5, 1, 2, 3, 7])}
            bound = draw.randint(0, int(length["days"] * 20)) + draw.choice([0, 0.5])
        elif measure in ("run", "night-run"):
            length, bound = {"gap_hours": draw.choice([4, 12.5, 24, 36])}, draw.randint(0, 3)
        else:
            bound = draw.choice([0, 4, 7.5, 8, 10, 11, 12])
        rules.append(RestRule(f"r{number}", measure, bound, effect, **length))
        hours = length.get("days", 0) * 24 or length.get("gap_hours", 0)
        whole = bound if measure in ("run", "night-run") else int(bound * 2)
        cells.append(GridRule(measure, whole, effect == "breach", int(hours * 2)))
    return tuple(rules), cells


def random_work(draw):
    """Return the cells that a person works: some spread out, some in shifts."""
    cells, at = [False] * (DAYS * 48), 0
    while at < len(cells):
        at += draw.choice([0, 1, 2, 3, 6, 7, 12, 20, 24, 30, 40, 90])
        length = draw.choice([1, 2, 5, 8, 16, 20, 24, 26, 40])
        for cell in range(at, min(at + length, len(cells))):
            cells[cell] = True
        at += length
    return cells


def compare(seed):
    draw = random.Random(seed)
    name = draw.choice(sorted(ZONES))
    zone = Zone(name)
    start = zone.instant(datetime.fromisoformat(ZONES[name]))
    within = Period(start, start + DAYS * 48 * CELL)
    rules, in_cells = random_rules(draw)
    people = [random_work(draw) if draw.random() < 0.9 else [False] * (DAYS * 48) for _ in range(draw.randint(1, 3))]
    shortest = draw.choice([0, 1, 3, 6])
    leave_out = draw.random() < 0.7
    night = [zone.local(start + cell * CELL).hour in (23, 0, 1, 2, 3, 4, 5) for cell in range(DAYS * 48)]
    rows = [(person, cell) for person, worked in enumerate(people) for cell, here in enumerate(worked) if here]
    draw.shuffle(rows)
    person, cell = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    work = merged(person, start + cell * CELL, start + (cell + 1) * CELL, within)
    stints = find_stints(work, shortest * CELL, within, Nights(zone, within))
    book = RuleBook(rules, np.ones((len(rules), len(people)), dtype=np.bool_))
    checked = (check_in_turn if leave_out else check_all)(book, stints)
    found = [
        (
            int(stints.person[stint]),
            (int(stints.start[stint]) - start) // CELL,
            (int(stints.until[stint]) - start) // CELL,
            rule,
            value if rules[rule].measure in ("run", "night-run") else value // CELL,
        )
        for stint, rule, value in zip(*(column.tolist() for column in checked.breaks), strict=True)
    ]
    gone = {
        (int(stints.person[stint]), cell)
        for stint in range(len(stints))
        for cell in range(
            (min(int(checked.left_out[stint]), int(stints.until[stint])) - start) // CELL,
            (int(stints.until[stint]) - start) // CELL,
        )
    }
    expected, expected_gone = [], set()
    for number, worked in enumerate(people):
        breaks, cells = look_at(
            worked, night, in_cells, shortest_break=shortest, leave_out=leave_out, long_night=3 * HOUR // CELL
        )
        expected += [(number, *each) for each in breaks]
        expected_gone |= {(number, cell) for cell in cells}
    assert found == expected
    assert gone == expected_gone


@pytest.mark.parametrize("seed", range(150))
def test_stints_break_the_rules_that_the_grid_finds(seed):
    compare(seed)


def test_people_without_work_have_no_stints():
    within, zone = Period(0, 10 * HOUR), Zone("Europe/London")
    nobody = np.zeros(0, dtype=np.int64)
    stints = find_stints(merged(nobody, nobody, nobody, within), HOUR, within, Nights(zone, within))
    rules = tuple(RestRule(measure, measure, 0, "breach", days=1, gap_hours=1) for measure in MEASURES)
    book = RuleBook(rules, np.ones((len(rules), 2), dtype=np.bool_))
    for checked in (check_all(book, stints), check_in_turn(book, stints)):
        assert (len(checked.stints), len(checked.counted), len(checked.breaks.stint)) == (0, 0, 0)
