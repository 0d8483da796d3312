"""The world of the benchmarks of rotas and crews: a force at work by a rota made by hand, row by row.

Everybody works eight hours on five days of seven, but one in 40 on all seven, so that 2,595 people have 52,420 rows in
28 days. Shifts start at equal distances over the day. Each start makes a window, and their number is what
`standto new` cannot set. People have some of six tickets. Each crew has a full state of four to six
seats, and a limited one without the last.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DAYS = 28
SKILLS = {"lead": 0.1, "driver": 0.12, "medic": 0.15, "rescue": 0.15, "signals": 0.2, "guard": 0.3}
"""The tickets, and the share of people who have each."""
SEATS = ("lead", "driver", "medic;rescue", "rescue", "signals;guard", "guard;driver+medic")
"""What the seats of a crew take; the smallest crew has the first four."""
_SETTINGS = """\
format = 1
title = "A rota made by hand"
timezone = "Europe/London"
home = "home"
starts = 2024-01-01T00:00:00
ends = {ends}
"""
_RULES = """
[working_time]
rules = "gb-wtr-1998"

[[working_time.rule]]
id = "long-stint"
measure = "stint-hours"
max = 13
effect = "breach"

[[working_time.rule]]
id = "week"
measure = "hours-in"
days = 7
max = 48
effect = "breach"

[[working_time.rule]]
id = "nights"
measure = "night-run"
gap_hours = 24
max = 4
effect = "note"
"""


def write_world(
    folder: Path, *, people: int = 2_595, crews: int = 0, minutes: int = 20, rules: bool = False, seed: int = 1
) -> Path:
    """Write a folder.

    Parameters
    ----------
    crews
        The number of crews; without any, there are six duties instead.
    minutes
        The time between the starts of shifts: 20 makes about 2,000 windows.
    rules
        Whether there are rules on working time.
    """
    chance = Random(seed)
    folder.mkdir(parents=True)
    ends = (_midnight(DAYS)).isoformat()
    (folder / "scenario.toml").write_text(_SETTINGS.format(ends=ends) + (_RULES if rules else ""), encoding="utf-8")
    _table(folder, "forces.csv", "force,kind", [("home", "home")])
    _table(folder, "capabilities.csv", "capability", [(skill,) for skill in SKILLS])
    names = [f"nx{number:04}" for number in range(people)]
    _table(folder, "people.csv", "person", [(name,) for name in names])
    tickets = [(name, skill) for name in names for skill, share in SKILLS.items() if chance.random() < share]
    _table(folder, "authorisations.csv", "person,capability", tickets)
    if not crews:
        duties = [(f"d-{skill}", "task", skill, people // 30) for skill in SKILLS]
        _table(folder, "duties.csv", "duty,task,capabilities,strength", duties)
    else:
        _table(folder, "duties.csv", "duty,task,capabilities,strength", [("control", "task", "signals", 2)])
        _write_crews(folder, crews, chance)
    _table(folder, "rota.csv", "person,from,until,ready_minutes", _rota(names, minutes))
    return folder


def _write_crews(folder: Path, crews: int, chance: Random) -> None:
    seats: list[tuple[object, ...]] = []
    for number in range(crews):
        # Another seat is the last of each crew, which its limited state does without.
        size = chance.randint(4, 6)
        needed = [SEATS[(number + place) % size] for place in range(size)]
        for state, some in (("full", needed), ("limited", needed[:-1])):
            seats += [(f"c{number:03}", state, f"s{place}", skill) for place, skill in enumerate(some)]
    criticality = [(f"c{number:03}", "task", 1 + number % 2, "limited") for number in range(crews)]
    _table(folder, "crews.csv", "crew,task,criticality,needs", criticality)
    _table(folder, "seats.csv", "crew,state,seat,capabilities", seats)


def _rota(names: Iterable[str], minutes: int) -> Iterable[tuple[object, ...]]:
    """Yield the rows of the rota: five days of seven, eight hours from one of the starts of the day."""
    starts = 24 * 60 // minutes
    for number, name in enumerate(names):
        begins = timedelta(minutes=number % starts * minutes)
        for day in range(DAYS):
            if (day + number) % 7 < 5 or number % 40 == 1:
                start = _midnight(day) + begins
                yield name, start.isoformat(), (start + timedelta(hours=8)).isoformat(), 30 if number % 50 == 0 else ""


def _midnight(day: int) -> datetime:
    return datetime(2024, 1, 1) + timedelta(days=day)


def _table(folder: Path, name: str, heading: str, rows: Iterable[tuple[object, ...]]) -> None:
    lines = [heading, *(",".join(map(str, row)) for row in rows)]
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
