"""Find who could come for a duty among 2,595 people, beside a plain loop over the rows of the rota.

The folder is that of `rota_world`. A situation that nobody has asked anything yet is measured, as after a new entry,
and one that is in use. The loop goes through what was read, and finds the people who have the ticket and are off duty.
With rules on working time, the answer also finds whether a call-in would breach one. Aim: 100 ms.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.measuring import best_of, print_figure
from benchmarks.rota_world import write_world
from standto import read_scenario
from standto.ladder import candidates
from standto.register import situation_of

if TYPE_CHECKING:
    from standto.model.scenario import Scenario
    from standto.model.time import Instant
    from standto.register import Situation

SKILL, DUTY, AT = "lead", "d-lead", "2024-01-10T12:00:00"
OTHER = "a loop over the people"


def main() -> int:
    """Measure, print, and return 1 if an answer is wrong."""
    with tempfile.TemporaryDirectory() as place:
        plain = read_scenario(write_world(Path(place) / "plain"))
        ruled = read_scenario(write_world(Path(place) / "ruled", rules=True))
    at = plain.instant(AT)
    loop = best_of(3, lambda: off_duty(plain, at))
    for what, scenario in (("", plain), (", with rules on rest", ruled)):
        fresh = [situation_of(scenario, at=at) for _ in range(3)]
        first = min(_milliseconds(situation) for situation in fresh)
        again = min(_milliseconds(fresh[0]) for _ in range(3))
        for name, figure in (("the first question", first), ("the next", again)):
            print_figure(f"candidates{what}, {name}", figure, "ms", aim=100, alternative=OTHER, other=loop * 1000)
    found = {one.person for one in candidates(situation_of(plain, at=at), duty=DUTY).candidates}
    return 0 if found and found == off_duty(plain, at) else 1


def _milliseconds(situation: Situation) -> float:
    started = perf_counter()
    candidates(situation, duty=DUTY)
    return (perf_counter() - started) * 1000


def off_duty(scenario: Scenario, at: Instant) -> set[str]:
    """Return the people who have the ticket and are off duty, or on call and not ready for the duty, at an instant."""
    on_duty = {row.person for row in scenario.rota if at in row.period and not row.ready_minutes}
    holders = {row.person for row in scenario.authorisations if row.capability == SKILL}
    return {person.id for person in scenario.people if person.id in holders and person.id not in on_duty}


if __name__ == "__main__":
    raise SystemExit(main())
