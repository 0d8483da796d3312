"""Random orders of a register with many pool places: their distribution, memory and time."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from functools import partial
from math import sqrt
from pathlib import Path

import numpy as np
import pytest

from standto.coverage.random_order import PERCENTILES
from standto.coverage.whole_register import (
    _abilities,
    _contributing,
    _random_of_cohorts,
    orders_of,
    random_of_register,
    register_of,
    survivors_of,
)
from standto.kernel.levels import levels_of
from standto.model.people import Person
from standto.register import situation_of
from tests.coverage.test_stepping_back import plausible
from tests.register.building import duty, event, period, pool, scenario, ticket

RUNS = 4000
STANDTO = Path(sys.executable).parent / "standto"
A_MILLION = {
    "scenario.toml": """\
format = 1
title = "A reserve"
timezone = "Europe/London"
starts = 2023-09-22T18:00:00
ends = 2023-09-24T06:00:00
home = "met"
""",
    "forces.csv": "force,kind\nmet,home\n",
    "capabilities.csv": "capability\na\nb\n",
    "duties.csv": "duty,task,capabilities,strength\nfirst,guard,a,400000\nsecond,guard,b,1\n",
    "pools.csv": "pool,force,capabilities,count\nones,met,a,1000000\nothers,met,b,700000\n",
}


def changing(seed):
    """Return pools whose places step back and return, pools that end, and people on leave: seven to fifteen in all."""
    chance = np.random.default_rng(seed)
    sizes = chance.integers(2, 5, size=3).tolist()
    people = int(chance.integers(1, 4))
    skills = [("armed",), ("medic",), ("armed", "medic")]
    pools = tuple(
        pool(f"p{number}", force="met", count=size, state="available", capabilities=held, period=period(until=ends))
        for number, (size, held, ends) in enumerate(zip(sizes, skills, ("", "24T06:00", ""), strict=True))
    )
    events = [
        event("stepped-back", "p0", "23T06:00", count=1),
        event("returned", "p0", "23T12:00", count=1),
        event("stepped-back", "p2", "23T09:00", count=1),
        event("unavailable", "nx0", "23T00:00", until="23T10:00"),
    ]
    return scenario(
        *events,
        pools=pools,
        people=tuple(Person(f"nx{number}", "met") for number in range(people)),
        authorisations=tuple(ticket(f"nx{number}") for number in range(people)),
        duties=(
            duty("one", strength=2),
            duty("two", strength=1, capabilities=("medic",)),
            duty("both", strength=1, capabilities=("armed", "medic"), period=period("23T08:00")),
        ),
    )


@pytest.mark.parametrize("seed", range(12))
def test_cohorts_have_the_distribution_of_orders_of_everybody(seed):
    situation = situation_of(changing(seed))
    checked = []
    for level in levels_of(situation.windows()):
        register = register_of(situation, level)
        abilities = partial(_abilities, situation, level, register, "confirmed")
        contributing = list(_contributing(level, register, abilities()))
        numbers = np.concatenate(
            [survivors_of(level, contributing, orders_of(len(register), 1000, (seed, start))) for start in range(50)]
        )
        shares = (np.bincount(numbers, minlength=len(register) + 1) / len(numbers)).tolist()
        random = _random_of_cohorts(level, register, abilities, RUNS, seed)
        checked.append(plausible(random, shares, RUNS))
    assert checked == [True] * len(checked)


def test_a_register_whose_loss_breaks_nothing_has_no_random_margin():
    # The people who fill the duty have stepped back at the start, and return.
    folder = scenario(
        event("stepped-back", "nx1", "22T18:00"),
        event("returned", "nx1", "23T18:00"),
        duties=(duty(strength=1, period=period("23T18:00")),),
        pools=(pool("p", force="met", count=30_000, state="available", capabilities=("medic",)),),
    )
    situation = situation_of(folder)
    (level,) = levels_of(situation.windows())
    register = register_of(situation, level)
    assert random_of_register(situation, level, register, "confirmed", 10, 0) is None


def limited():
    """Limit a process to half a minute of CPU and two gibibytes: orders of each place would take ten times that."""
    resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))


@pytest.fixture(scope="module")
def a_million(tmp_path_factory):
    """Return the path of a folder with 1,700,000 places."""
    folder = tmp_path_factory.mktemp("million")
    for name, text in A_MILLION.items():
        (folder / name).write_text(text)
    return folder


def answered(folder):
    """Return the output of the command, from a process of its own."""
    command = [STANDTO, "margin", str(folder), "--json"]
    run = subprocess.run(command, capture_output=True, check=False, preexec_fn=limited)
    return run.returncode, run.stdout, run.stderr


def test_memory_and_time_do_not_grow_with_a_million_places(a_million):
    first, again = answered(a_million), answered(a_million)
    assert (first[0], first[2], first == again) == (0, b"", True)
    (summary,) = json.loads(first[1])["summary"]
    # The position of the 600,001st of a million ones, in a random order of 1,700,000: its mean and spread are known.
    ones, everybody, last = 1_000_000, 1_700_000, 600_001
    mean = last * (everybody + 1) / (ones + 1)
    spread = sqrt(last * (everybody + 1) * (everybody - ones) * (ones - last + 1) / ((ones + 1) ** 2 * (ones + 2)))
    wanted = [mean - 1.645 * spread, mean, mean + 1.645 * spread]
    near = [
        abs(summary["random"][f"p{percent:02}"] - each) < spread / 4
        for percent, each in zip(PERCENTILES, wanted, strict=True)
    ]
    assert (summary["worst_case"], summary["register"], near) == (600_000, 1_700_000, [True, True, True])
