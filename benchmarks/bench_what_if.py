"""Suppose ten changes, and count what 20 more places would buy.

A force of `standto new` with 2,595 people, 12 duties and 28 days.

1. What if ten changes, one of them 40 who step back: who they are, and cover before and after, from the scenario in
   memory: aim 1 s; compared with writing the changed scenario into a folder, reading it and covering it anew, without
   finding out who steps back.
2. Who steps back when 40 do, the worst group with its bounds: compared with one cover.
3. Relief by 0 to 20 places of a pool: aim 1 s; compared with covering 21 scenarios, each with its number of places.
4. The least number of people of each skill that closes each gap: compared with the curves of all skills.

The covers, and the place-hours of the curve, must equal those of the alternatives.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import best_of, print_figure
from standto import cover, read_scenario, relief, what_if, write_scenario
from standto.register import situation_of
from standto.scenario.generating import generate
from standto.supposing.choice import stepping_back

if TYPE_CHECKING:
    from standto.model.scenario import Scenario

PEOPLE, DUTIES, DAYS, TEAMS = 2_595, 12, 28, 5
UP_TO = 20
CHANGES = 10


def main() -> int:
    """Measure, print, and return 1 if an answer is wrong."""
    scenario = replace(generate(people=PEOPLE, days=DAYS, duties=DUTIES, teams=TEAMS, seed=1), digest="")
    sentences = ten_of(scenario)
    right = what_ifs(scenario, sentences)
    groups(scenario)
    right &= reliefs(scenario)
    return 0 if right else 1


def ten_of(scenario: Scenario) -> list[str]:
    """Return ten changes: people who step back, teams, strengths and help."""
    skills = [one.id for one in scenario.capabilities][:3]
    duties = [one.id for one in scenario.duties]
    (aid, *_) = [one for one in scenario.pools if one.force != scenario.home]
    return [
        f"40 of {skills[0]} step back",
        f"{scenario.people[0].id} steps back",
        f"{scenario.people[1].id} away {scenario.zone.local(scenario.horizon.start).strftime('%Y-%m-%d')}",
        *(f"{duty} needs {scenario.duty[duty].strength + 2}" for duty in duties[:3]),
        f"{scenario.teams[0].id} away {scenario.zone.local(scenario.horizon.start).strftime('%Y-%m-%d')}",
        f"{duties[-1]} suspended",
        f"+10 lent {skills[0]}",
        f"+5 {aid.id}",
    ]


def what_ifs(scenario: Scenario, sentences: list[str]) -> bool:
    """Measure ten changes beside a changed folder; return whether the answers are equal."""
    assert len(sentences) == CHANGES
    before = cover(scenario).gap_hours

    def suppose() -> tuple[dict[str, float], dict[str, float]]:
        supposed = what_if(scenario, *sentences)
        return cover(supposed.before).gap_hours, cover(supposed.after).gap_hours

    changed = what_if(scenario, *sentences).scenario

    def anew() -> dict[str, float]:
        with tempfile.TemporaryDirectory() as folder:
            write_scenario(changed, Path(folder) / "changed")
            return cover(read_scenario(str(Path(folder) / "changed"))).gap_hours

    seconds, other = best_of(3, suppose), best_of(3, anew)
    what = f"what if {CHANGES} changes, {PEOPLE:,} people, {DAYS} days"
    print_figure(what, seconds, "s", aim=1, alternative="writing, reading and covering the folder", other=other)
    return suppose() == (before, anew())


def groups(scenario: Scenario) -> None:
    """Measure who steps back when 40 do."""
    situation = situation_of(scenario)
    seconds = best_of(3, lambda: stepping_back(situation, 40))
    one = best_of(3, lambda: cover(situation_of(scenario)))
    print_figure("the worst 40 to step back, with bounds", seconds, "s", aim=1, alternative="one cover", other=one)


def reliefs(scenario: Scenario) -> bool:
    """Measure the curve beside 21 scenarios, and the least numbers; return whether the curve is equal."""
    skills = relief(scenario).skills
    pool = max(
        (one for one in scenario.pools if one.force != scenario.home),
        key=lambda one: (
            relief(scenario, pool=one.id, up_to=1).place_hours[0]
            - relief(scenario, pool=one.id, up_to=1).place_hours[1]
        ),
    )
    seconds = best_of(3, lambda: relief(scenario, pool=pool.id, up_to=UP_TO))
    start = scenario.horizon.start + pool.lead

    def with_more(number: int) -> float:
        period = pool.period._replace(start=max(start, pool.period.start))
        more = replace(pool, id="more", count=number, state="arrived", period=period)
        pools = (*scenario.pools, more) if number else scenario.pools
        return sum(cover(replace(scenario, pools=pools)).gap_hours.values())

    numbers = range(UP_TO + 1)
    other = best_of(1, lambda: [with_more(number) for number in numbers])
    what = f"relief by 0 to {UP_TO} places"
    print_figure(what, seconds, "s", aim=1, alternative=f"{UP_TO + 1} covers", other=other)
    least = best_of(3, lambda: relief(scenario))
    curves = best_of(1, lambda: [relief(scenario, capability=skill, up_to=UP_TO) for skill in skills])
    print_figure("the least of each skill for each gap", least, "s", aim=1, alternative="all curves", other=curves)
    found = relief(scenario, pool=pool.id, up_to=UP_TO).place_hours
    return all(abs(found[number] - with_more(number)) < DUTIES / 100 for number in numbers)


if __name__ == "__main__":
    raise SystemExit(main())
