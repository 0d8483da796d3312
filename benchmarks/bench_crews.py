"""Cover with crews, by how many crews and windows there are, and one window beside a constraint program.

The folder is that of `rota_world`: 2,595 people by a rota of 28 days, crews of four to six seats with two states, of
which some lack people at some times. The constraint program answers the same questions in the same order for one window
(`crews_by_program`), of a third of these crews and people: it would take minutes for all of them. Aims, start-up
included: 60 crews in 2,000 windows in 3 s; twice the time for twice the crews or windows, and half for half.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measuring import STANDTO, Run, best_of, print_figure, run_child
from benchmarks.rota_world import write_world
from standto import cover, read_scenario
from standto.register import situation_of

if TYPE_CHECKING:
    from collections.abc import Sequence

PEOPLE, CREWS, MINUTES = 2_595, 60, 20
SIZES = ((30, 20), (120, 20), (60, 40), (60, 10))
WINDOW = 1_000


def main() -> int:
    """Measure, print, and return 1 if an answer is wrong."""
    with tempfile.TemporaryDirectory() as place:
        base = _cover(place, CREWS, MINUTES)
        others = [(crews, minutes, _cover(place, crews, minutes)) for crews, minutes in SIZES]
        third = write_world(Path(place) / "third", people=PEOPLE // 3, crews=CREWS // 3, minutes=MINUTES)
        window = json.loads(run_child([STANDTO, "cover", str(third), "--json"]).output)["windows"][WINDOW]
        alone = _one_window(third, window)
        command = [sys.executable, "-m", "benchmarks.crews_by_program", str(third), str(WINDOW)]
        program = json.loads(run_child(command).output)
    what = _what(CREWS, json.loads(base.output)["windows"])
    print_figure(
        f"cover --json, {what}",
        base.seconds,
        "s",
        aim=3,
        alternative=f"{SIZES[0][0]} crews",
        other=others[0][2].seconds,
    )
    for crews, minutes, run in others:
        share = crews / CREWS * MINUTES / minutes
        there = _what(crews, json.loads(run.output)["windows"])
        aim = share * base.seconds
        print_figure(f"cover --json, {there}", run.seconds, "s", aim=aim, alternative=what, other=base.seconds)
    other, taken = "a constraint program", program["seconds"]
    print_figure(f"one window of {CREWS // 3} crews", alone, "s", aim=None, alternative=other, other=taken)
    states = {crew["crew"]: crew["state"] for crew in window["crews"]}
    return 0 if states == program["states"] and len(set(states.values())) > 1 else 1


def _cover(place: str, crews: int, minutes: int) -> Run:
    folder = write_world(Path(place) / f"{crews}-{minutes}", people=PEOPLE, crews=crews, minutes=minutes)
    return run_child([STANDTO, "cover", str(folder), "--json"])


def _one_window(folder: Path, window: dict[str, Any]) -> float:
    """Return the seconds that one window takes, once its situation is made."""
    scenario = read_scenario(folder)
    situation = situation_of(scenario, at=scenario.instant(window["from"]))
    until = scenario.instant(window["until"])
    cover(situation, until=until)
    return best_of(3, lambda: cover(situation, until=until))


def _what(crews: int, windows: Sequence[Any]) -> str:
    return f"{crews} crews, {len(windows):,} windows"


if __name__ == "__main__":
    raise SystemExit(main())
