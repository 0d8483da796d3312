"""What one more time of work would newly break, against looking at everything twice on a grid."""

from __future__ import annotations

import random
from datetime import datetime

import numpy as np
import pytest

from standto.model.time import HOUR, Period
from standto.model.zone import Zone
from standto.stints import Nights, RuleBook, check_all, check_in_turn, find_stints, merged
from standto.stints.adding import new_breaks
from tests.stints.grid import GridRule, look_at
from tests.stints.test_by_the_grid import CELL, DAYS, random_rules, random_work


def newly_on_grid(worked, added, rules, options):
    """Look at a person with and without more work; return the breaks that are new from the stint that holds it on."""
    before, _ = look_at(worked, *rules, **options)
    more = [here or cell in added for cell, here in enumerate(worked)]
    after, _ = look_at(more, *rules, **options)
    every = look_at(more, rules[0], [GridRule("stint-hours", -1, False)], **{**options, "leave_out": False})[0]
    (since,) = [stint.start for stint in every if stint.start <= added[0] < stint.until]
    return [
        each
        for each in after
        if each.start >= since
        and not any(one.rule == each.rule and each.start <= one.start < each.until for one in before)
    ]


@pytest.mark.parametrize("seed", range(150))
def test_new_breaks_are_those_that_the_grid_finds(seed):
    draw = random.Random(seed)
    zone = Zone("Europe/London")
    start = zone.instant(datetime(2023, 3, 20))
    within = Period(start, start + DAYS * 48 * CELL)
    rules, in_cells = random_rules(draw)
    people = [random_work(draw) for _ in range(4)]
    shortest, leave_out = draw.choice([0, 1, 3, 6]), draw.random() < 0.6
    options = {"shortest_break": shortest, "leave_out": leave_out, "long_night": 3 * HOUR // CELL}
    night = [zone.local(start + cell * CELL).hour in (23, 0, 1, 2, 3, 4, 5) for cell in range(DAYS * 48)]
    rows = [(person, cell) for person, worked in enumerate(people) for cell, here in enumerate(worked) if here]
    person, cell = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    work = merged(person, start + cell * CELL, start + (cell + 1) * CELL, within)
    stints = find_stints(work, shortest * CELL, within, Nights(zone, within))
    book = RuleBook(rules, np.ones((len(rules), len(people)), dtype=np.bool_))
    checked = (check_in_turn if leave_out else check_all)(book, stints)
    first = draw.randint(0, DAYS * 48 - 40)
    added = range(first, first + draw.choice([1, 8, 16, 24]))
    asked = np.array(sorted(draw.sample(range(4), draw.randint(1, 4))))
    period = Period(start + added.start * CELL, start + added.stop * CELL)
    found = new_breaks(book, checked, asked, period, break_=shortest * CELL, leave_out=leave_out)
    numbers = [
        (
            who,
            (begins - start) // CELL,
            (ends - start) // CELL,
            rule,
            value if rules[rule].measure in ("run", "night-run") else value // CELL,
        )
        for who, rule, begins, ends, value in zip(*(column.tolist() for column in found), strict=True)
    ]
    assert numbers == [
        (who, *each) for who in asked.tolist() for each in newly_on_grid(people[who], added, (night, in_cells), options)
    ]
