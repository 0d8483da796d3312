"""Stints, measures and what is left out, against a second implementation by plain loops on a grid."""

from __future__ import annotations

import random
from datetime import datetime

import numpy as np
import pytest

from standto.model.time import DAY, HOUR, MINUTE, Period
from standto.model.working_time import MEASURES, RestRule
from standto.model.zone import Zone
from standto.stints import (
    Nights,
    RuleBook,
    check_all,
    check_in_turn,
    find_stints,
    left_out_times,
    merged,
)
from tests.stints.grid import GridRule, look_at

CELL = 30 * MINUTE
"""The usual length of a cell."""
ZONES = (
    ("Europe/London", "2023-03-20T00:00"),  # forward at 01:00 on the 26th
    ("Europe/London", "2023-10-23T00:00"),  # back at 02:00 on the 29th
    ("Australia/Lord_Howe", "2023-03-27T00:00"),  # back half an hour at 02:00 on 2 April
    ("Australia/Lord_Howe", "2023-09-25T00:00"),  # forward half an hour at 02:00 on 1 October
    ("America/Asuncion", "2023-03-20T00:00"),  # back at 00:00 on the 26th, so that 23:00 occurs twice
)
"""Zones, and a midnight five or six days before the clocks change."""
DAYS = 12


def random_rules(draw, cell=CELL):
    """Return rules as the program has them, and in cells."""
    per_hour = HOUR // cell
    rules, cells = [], []
    for number in range(draw.randint(1, 4)):
        measure = draw.choice(["stint-hours", "rest-before", "hours-in", "rest-in", "run", "night-run"])
        effect = draw.choice(["breach", "breach", "owed", "note"])
        length = {}
        if measure in ("hours-in", "rest-in"):
            length = {"days": draw.choice([0.5, 1, 2, 3, 7])}
            bound = draw.randint(0, int(length["days"] * 20)) + draw.choice([0, 0.5])
            bound += 0 if cell == CELL else draw.choice([0, 0.05, 0.35])
        elif measure in ("run", "night-run"):
            length, bound = {"gap_hours": draw.choice([4, 12.5, 24, 36])}, draw.randint(0, 3)
        else:
            bound = draw.choice([0, 4, 7.5, 8, 10, 11, 12])
        rules.append(RestRule(f"r{number}", measure, bound, effect, **length))
        hours = length.get("days", 0) * 24 or length.get("gap_hours", 0)
        whole = bound if measure in ("run", "night-run") else round(bound * per_hour)
        cells.append(GridRule(measure, whole, effect == "breach", round(hours * per_hour)))
    return tuple(rules), cells


def random_work(draw, cell=CELL, days=DAYS):
    """Return the cells that a person works: some spread out, some in shifts."""
    cells, at, many = [False] * (days * 24 * HOUR // cell), 0, CELL // cell
    while at < len(cells):
        at += draw.choice([0, 1, 2, 3, 6, 7, 12, 20, 24, 30, 40, 90]) * many + draw.randint(0, many - 1)
        length = draw.choice([1, 2, 5, 8, 16, 20, 24, 26, 40]) * many + draw.randint(0, many - 1)
        for cell in range(at, min(at + length, len(cells))):
            cells[cell] = True
        at += length
    return cells


def compare(seed, length=CELL, days=DAYS):
    """Compare random stints with the grid's; all times are whole cells of a length."""
    draw = random.Random(seed)
    name, midnight = draw.choice(ZONES)
    zone = Zone(name)
    # A shorter time starts a day before the clocks change.
    start = zone.instant(datetime.fromisoformat(midnight)) + (0 if days == DAYS else 5 * DAY)
    many = days * 24 * HOUR // length
    within = Period(start, start + many * length)
    rules, in_cells = random_rules(draw, length)
    people = [random_work(draw, length, days) if draw.random() < 0.9 else [False] * many for _ in range(3)]
    shortest, leave_out = draw.choice([0, 1, 3, 6]) * (CELL // length), draw.random() < 0.7
    night = [zone.local(start + cell * length).hour in (23, 0, 1, 2, 3, 4, 5) for cell in range(many)]
    rows = [(person, cell) for person, worked in enumerate(people) for cell, here in enumerate(worked) if here]
    draw.shuffle(rows)
    person, cells = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    work = merged(person, start + cells * length, start + (cells + 1) * length, within)
    stints = find_stints(work, shortest * length, within, Nights(zone, within))
    book = RuleBook(rules, np.ones((len(rules), len(people)), dtype=np.bool_))
    checked = (check_in_turn if leave_out else check_all)(book, stints)
    expected, expected_gone = [], set()
    for number, worked in enumerate(people):
        breaks, gone = look_at(
            worked, night, in_cells, shortest_break=shortest, leave_out=leave_out, long_night=3 * HOUR // length
        )
        expected += [(number, *each) for each in breaks]
        expected_gone |= {(number, cell) for cell in gone}
    assert broken_in_cells(checked, rules, start, length) == expected
    assert left_out_cells(checked, start, length) == expected_gone


def broken_in_cells(checked, rules, start, length):
    """Return each rule broken, as the person, the stint's cells, the rule, and what was measured."""
    stints = checked.stints
    return [
        (
            int(stints.person[stint]),
            (int(stints.start[stint]) - start) // length,
            (int(stints.until[stint]) - start) // length,
            rule,
            value if rules[rule].measure in ("run", "night-run") else value // length,
        )
        for stint, rule, value in zip(*(column.tolist() for column in checked.breaks), strict=True)
    ]


def left_out_cells(checked, start, length):
    """Return the cells in which people are left out, as pairs of a person and a cell."""
    people, begins, ends = (column.tolist() for column in left_out_times(checked))
    return {
        (person, cell)
        for person, begin, end in zip(people, begins, ends, strict=True)
        for cell in range((begin - start) // length, (end - start) // length)
    }


@pytest.mark.parametrize("seed", range(25))
def test_stints_break_the_rules_that_a_grid_of_minutes_finds(seed):
    compare(seed, MINUTE, 4)


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
