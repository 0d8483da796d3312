"""Invented forces of several sizes, each with assumptions about step-backs and returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from standto.assuming.assumptions_reader import assumptions_of
from standto.futures.future_run import run_of
from standto.register import situation_of
from standto.scenario.generating import generate

if TYPE_CHECKING:
    from standto.futures.future_run import FutureRun

FORCES, LEAST, MOST, DAYS = 45, 150, 2_595, 28
"""As many forces as police England, Wales, Scotland and Northern Ireland; MOST is the number at the largest one."""

_ASSUMED = """
format = 1
name = "country"
by = "invented"
at = 2024-01-08T07:00:00+00:00
note = "Everything is assumed: a load for a benchmark."

[[step-back]]
name = "wave"
number = [{least}, {most}]
from = 2024-01-09T07:00:00+00:00
over_hours = 48

[[steady-step-back]]
name = "single-step-backs"
per_person_week = [0, 0.01]

[[returning]]
name = "returns"
per_day = [0.02, 0.15]
halves_after_days = [7, 28]

[[returning.decision-day]]
at = 2024-01-15T07:00:00+00:00
share = [0.1, 0.6]

[[absence]]
name = "leave-and-sickness"
per_person_week = [0.005, 0.015]
days = [1, 7]
"""


class InventedForce(NamedTuple):
    """A force's size, and its run."""

    people: int
    run: FutureRun


def sizes() -> list[int]:
    """Return the number of people of each force, in equal steps."""
    return [LEAST + (MOST - LEAST) * number // (FORCES - 1) for number in range(FORCES)]


def force_of(people: int, seed: int = 1) -> InventedForce:
    """Return an invented force with the assumptions of the benchmark: 2 to 12 % of it step back within two days."""
    duties = 4 + 8 * (people - LEAST) // (MOST - LEAST) if people > LEAST else 4
    scenario = generate(people=people, days=DAYS, duties=min(duties, 12), teams=5, seed=seed)
    text = _ASSUMED.format(least=people // 50, most=people // 8)
    situation = situation_of(scenario, at=scenario.instant("2024-01-08T07:00"))
    return InventedForce(people, run_of(situation, assumptions_of(text.encode(), scenario), seed=seed))
