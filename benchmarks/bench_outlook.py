"""How long an outlook takes, past start-up: the weekend's force, 28 days, under its published assumptions.

Aims: 10,000 futures in 3 s on two cores and 500 MiB; 1,000,000 futures in at most 100 times that. Beside it: the same
futures in SimPy, person by person, with a maximum flow for each step, and how far the two agree; the cost of a future
as futures, people, duties, days and events grow; and the share of the time that drawing takes.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from fractions import Fraction

import numpy as np

from benchmarks.measuring import best_of, print_figure, run_child
from benchmarks.person_by_person import gaps_person_by_person
from standto import read_scenario, situation_of
from standto.assuming import assumed, read_assumptions
from standto.assuming.assumptions import Assumptions
from standto.assuming.processes import Returning, SteadyStepBack, StepBackShock
from standto.assuming.ranges import Spread
from standto.chance.compiling import compiled
from standto.chance.random_words import words_at
from standto.futures.future_run import FutureRun, run_of
from standto.model.scenario import Scenario
from standto.model.time import DAY, HOUR, Period
from standto.scenario.folder import locate
from standto.scenario.generating import generate

FRIDAY = "2023-09-22T18:00"
SOME = 2_048
"""The futures by which growth is measured, on one core."""
_ALONE = """
import sys, time
from benchmarks.bench_outlook import FRIDAY, weekend
from standto import outlook
scenario, published = weekend()
of = dict(of=__import__("standto").situation_of(scenario, at=FRIDAY), assumptions=published)
outlook(**of, futures=64)
started = time.perf_counter()
found = outlook(**of, futures=int(sys.argv[1]))
from standto.futures.merging import digest_of
print(time.perf_counter() - started, digest_of(found.tally))
"""


def weekend(days: int = 28) -> tuple[Scenario, Assumptions]:
    """Return the weekend's force over some days, and its published assumptions."""
    scenario = read_scenario("london-2023")
    start = scenario.horizon.start
    longer = replace(scenario, horizon=Period(start, start + days * DAY))
    return longer, read_assumptions("published", longer, locate("london-2023"))


def main() -> int:
    """Measure, print, and return 1 if SimPy and the outlook disagree."""
    print(f"load before: {os.getloadavg()[0]:.1f} on {len(os.sched_getaffinity(0))} cores", flush=True)
    scenario, published = weekend()
    run = run_of(situation_of(scenario, at=FRIDAY), published)
    run.tally(0, 64)
    agreed, rival = by_simpy(run, 4)
    usual = outlook_alone(10_000)
    what = "28 days, 10,000 futures"
    other = {"alternative": "SimPy and a flow a step", "other": rival * 10_000}
    print_figure(f"the weekend's force, {what}", usual[0], "s", aim=3, **other)
    print_figure("  peak memory", usual[1], "MiB", aim=500, alternative="the aim", other=500)
    million = outlook_alone(1_000_000)
    print_figure(
        "the weekend's force, 28 days, 1,000,000 futures",
        million[0],
        "s",
        aim=100 * usual[0],
        alternative="10,000 futures",
        other=usual[0],
    )
    print_figure("  peak memory", million[1], "MiB", aim=500, alternative="10,000 futures", other=usual[1])
    shares(run)
    growth()
    print(f"SimPy agrees in {agreed[0]:,} of {agreed[1]:,} steps", flush=True)
    return 0 if agreed[0] == agreed[1] else 1


def outlook_alone(futures: int) -> tuple[float, float]:
    """Return the seconds past start-up, and the peak memory, of an outlook in a process of its own."""
    child = run_child([sys.executable, "-c", _ALONE, str(futures)])
    return float(child.output.split()[0]), child.mebibytes


def by_simpy(run: FutureRun, futures: int) -> tuple[tuple[int, int], float]:
    """Return in how many steps of how many SimPy finds the same total gap, and its seconds a future."""
    level = len(run.things.levels) - 1
    same = steps = 0
    started = time.perf_counter()
    found = [gaps_person_by_person(run, future) for future in range(futures)]
    seconds = (time.perf_counter() - started) / futures
    for future, gaps in enumerate(found):
        ours = run.tally(future, future + 1).gaps[level].argmax(axis=1).tolist()
        same += sum(one == other for one, other in zip(ours, gaps, strict=True))
        steps += len(gaps)
    return (same, steps), seconds


def shares(run: FutureRun) -> None:
    """Print the time of drawing and of judging, on one core."""
    drawing = best_of(3, lambda: [run.drawn(first, first + 1_024) for first in range(0, SOME, 1_024)])
    whole = best_of(3, lambda: run.tally(0, SOME))
    print_figure(f"drawing {SOME:,} futures, one core", drawing, "s", aim=whole / 4, alternative="all", other=whole)
    draws = _draws(run)
    some_words(1)
    words = best_of(3, lambda: some_words(draws))
    print_figure("  random words alone, about as many", words, "s", aim=whole / 4, alternative="all", other=whole)
    windows = SOME * len(run.muster.starts)
    each = (whole - drawing) / windows * 1e9
    print_figure("judging and tallying, a window", each, "ns", aim=None, alternative="all", other=whole / windows * 1e9)


def _draws(run: FutureRun) -> int:
    """Return about how many draws of four words some futures need: two for each absence."""
    return 2 * sum(len(run.drawn(first, first + 1_024).absent.slot) for first in range(0, SOME, 1_024))


@compiled
def some_words(number: int) -> int:
    """Draw some words one draw at a time, as processes do; a plain sum of them would take an eighth, by vectors."""
    words = np.empty((1_024, 4), np.uint64)
    for draw in range(number):
        one, two, three, four = words_at(1, 2, draw, 3, 4, 5)
        place = draw % 1_024
        words[place, 0], words[place, 1], words[place, 2], words[place, 3] = one, two, three, four
    return int(words[0, 0])


def growth() -> None:
    """Print the cost of a future on one core, as one thing grows at a time."""
    usual = _cost()
    print_figure(
        "a future of 2,400 people, 12 duties, 28 days", usual, "us", aim=None, alternative="itself", other=usual
    )
    grown = {
        "twice the people": _cost(people=4_800),
        "four times the people": _cost(people=9_600),
        "half the duties": _cost(duties=6),
        "twice the duties": _cost(duties=24),
        "half the days": _cost(days=14),
        "twice the days": _cost(days=56),
        "no step-backs": _cost(events=0),
        "twice the step-backs": _cost(events=2),
        "four times the step-backs": _cost(events=4),
    }
    for what, cost in grown.items():
        print_figure(f"  {what}", cost, "us", aim=None, alternative="that", other=usual)


def _cost(people: int = 2_400, duties: int = 12, days: int = 28, events: int = 1) -> float:
    """Return the microseconds of a future of an invented force, on one core."""
    scenario = generate(people=people, days=days, duties=duties, teams=5, seed=1)
    start = scenario.horizon.start
    number = Fraction(people * events, 16)
    assumptions = assumed(
        name="growth",
        by="planner",
        at=start,
        processes=[
            StepBackShock("weekend", Spread(number // 2, number, whole=True), start + DAY, start + 3 * DAY),
            SteadyStepBack("steady", Spread(Fraction(0), Fraction(events, 500))),
            Returning("returning", Spread(Fraction(1, 50), Fraction(3, 20))),
        ],
    )
    run = run_of(situation_of(scenario, at=start + HOUR), assumptions)
    run.tally(0, 64)
    return best_of(2, lambda: run.tally(0, SOME)) / SOME * 1e6


if __name__ == "__main__":
    raise SystemExit(main())
