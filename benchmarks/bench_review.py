"""How long a review of 2,595 people takes, and the replay of the weekend, beside reviews that keep nothing.

The force: `generate` with 2,595 people, 10 days, 8 duties and 10 teams, reviewed at each of 48 whole hours from its
fourth day on; and the sample `london-2023`. The alternative in each line is the same review from a register of its own,
as if nobody had looked an hour before; for the replay that is measured on every tenth of its reviews. Aims: 0.5 s for
a review of a scenario in memory, 20 ms for one that follows on another, 5 s for the replay.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from benchmarks.measuring import print_figure
from standto.ladder import Reviewer, replay, review
from standto.model.time import HOUR
from standto.register import Records
from standto.scenario import read_scenario
from standto.scenario.generating import generate

if TYPE_CHECKING:
    from collections.abc import Callable

    from standto.ladder import Review
    from standto.model.scenario import Scenario
    from standto.model.time import Instant

FRESH = "a register of its own each"
_EVERY = 10


def main() -> int:
    """Measure, print, and return 1 if two ways to the same review differ."""
    force = generate(people=2_595, days=10, duties=8, teams=10, seed=1)
    hours = [force.horizon.start + number * HOUR for number in range(96, 144)]
    same = _reviews(force, hours)
    return 0 if same & _replay(read_scenario("london-2023")) else 1


def _reviews(force: Scenario, hours: list[Instant]) -> bool:
    """Measure reviews hour by hour; return whether those that follow on another say the same as those that do not."""
    reviewer = Reviewer(Records(force))
    reviewer.review(hours[0] - HOUR)
    warm, following = _timed(reviewer.review, hours)
    cold, alone = _timed(lambda at: review(force, at=at), hours)
    each, first = sum(warm) / len(warm), sum(cold) / len(cold)
    print_figure("review, 2,595 people", max(cold), "s", aim=0.5, alternative="the mean of 48 hours", other=first)
    print_figure("review that follows on another", 1000 * each, "ms", aim=20, alternative=FRESH, other=1000 * first)
    return following == alone


def _replay(weekend: Scenario) -> bool:
    """Measure the replay; return whether its steps say the same as reviews on their own."""
    started = time.perf_counter()
    steps = replay(weekend).steps
    taken = time.perf_counter() - started
    some = steps[::_EVERY]
    fresh, alone = _timed(lambda at: review(weekend, at=at), [step.at for step in some])
    what = f"replay of london-2023, {len(steps)} reviews"
    print_figure(what, taken, "s", aim=5, alternative=FRESH, other=sum(fresh) / len(fresh) * len(steps))
    return [step.review for step in some] == alone


def _timed(look: Callable[[Instant], Review], hours: list[Instant]) -> tuple[list[float], list[Review]]:
    """Return the seconds of each look, and what it said."""
    seconds, reviews = [], []
    for at in hours:
        started = time.perf_counter()
        reviews.append(look(at))
        seconds.append(time.perf_counter() - started)
    return seconds, reviews


if __name__ == "__main__":
    raise SystemExit(main())
