"""A guard of three people, of whom two must stand at a gate for twelve hours: small enough to reckon by hand."""

from __future__ import annotations

from standto import read_scenario, situation_of
from standto.model.time import HOUR

SCENARIO = {
    "scenario.toml": (
        'format = 1\ntitle = "A guard of two"\ntimezone = "Europe/London"\nstarts = 2024-03-02T00:00:00\n'
        'ends = 2024-03-02T12:00:00\nhome = "home"\n'
    ),
    "forces.csv": "force,kind\nhome,home\nnext,police\n",
    "capabilities.csv": "capability\nguard\n",
    "people.csv": "person,force\nalpha-1,home\nalpha-2,home\nalpha-3,home\n",
    "authorisations.csv": "person,capability\nalpha-1,guard\nalpha-2,guard\nalpha-3,guard\n",
    "duties.csv": "duty,task,capabilities,strength\ngate,static-guard,guard,2\n",
    "powers.csv": "power,kind,task,permitted\nhome-may,home,*,yes\nnext-may,police,*,yes\n",
    "pools.csv": "pool,force,capabilities,count,lead_minutes\nneighbours,next,guard,2,180\n",
}


def guard(folder):
    """Return the guard's situation at its start; two places of a neighbour can be there three hours after asking."""
    for name, text in SCENARIO.items():
        (folder / name).write_text(text, encoding="utf-8")
    return situation_of(read_scenario(folder), at="2024-03-02T00:00")


def hour_of(situation, hour):
    """Return the instant some hours after the start."""
    return situation.period.start + hour * HOUR
