"""How often the rules call for the steps that were taken, over the ranges of what is invented about the weekend.

Every invented parameter of the weekend of September 2023 is drawn from its documented range (`RANGES`), with another
seed each time. For each step that was taken, the benchmark looks for the first hour at which the review recommends
it, had it not been taken yet, and compares it with the hour of the decision; it looks every third hour, and then at
the two before. It also looks at whether aid was kept when contingency was stood down. There is no alternative to
compare with, and no aim: it prints shares.

    python -m benchmarks.bench_weekend [--seeds 200] [--hours 6] [--processes 2]

It prints its progress to standard error; Ctrl-C stops it and prints what there is.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from standto.ladder.recommendation import ASK_AID, RELEASE, REQUEST, STAND_DOWN
from standto.ladder.reviewing import Reviewer
from standto.model.time import HOUR
from standto.register import Records
from standto.scenario.generating.london import drawn, weekend
from standto.scenario.generating.london.calendar import moment
from standto.scenario.generating.london.decided import FIRST, LUNCHTIME, REQUESTED, SENT, THURSDAY

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from standto.ladder.recommendation import Review
    from standto.model.scenario import Scenario
    from standto.model.time import Instant

UP = ("aid-asked", "aid-offered", "aid-confirmed", "aid-arrived", "aid-declined")
MILITARY_UP = ("contingency-requested", "contingency-agreed")
RELEASED, STOOD_DOWN = ("aid-released",), ("contingency-stood-down",)


class Question(NamedTuple):
    """One step that was taken.

    Attributes
    ----------
    decided
        When, as in the sample.
    since, until
        The hours looked at.
    untaken
        The events left out, so that the step has not been taken yet.
    """

    name: str
    decided: str
    since: str
    until: str
    untaken: tuple[str, ...]
    found: Callable[[Review], bool]


def recommended(review: Review, step: str) -> set[str]:
    """Return the subjects that a step is recommended for."""
    return {one.subject for one in review.recommendations if one.step == step}


EVERYTHING = (*UP, *MILITARY_UP, *RELEASED, *STOOD_DOWN)
QUESTIONS = (
    Question("aid is asked for", FIRST, "22 08:00", "24 20:00", EVERYTHING, lambda r: bool(recommended(r, ASK_AID))),
    Question(
        "contingency is requested", REQUESTED, "22 08:00", "24 20:00",
        (*MILITARY_UP, *STOOD_DOWN, *RELEASED), lambda r: bool(recommended(r, REQUEST)),
    ),
    Question(
        "contingency is stood down", LUNCHTIME, "24 00:00", "27 00:00",
        (*STOOD_DOWN, *RELEASED), lambda r: bool(recommended(r, STAND_DOWN)),
    ),
    Question(
        "all aid is released", THURSDAY, "25 12:00", "29 06:00",
        (*STOOD_DOWN, *RELEASED), lambda r: recommended(r, RELEASE) == set(SENT),
    ),
)  # fmt: skip
KEPT = "some aid is kept at lunchtime on Monday"


def first_hour(question: Question, scenario: Scenario) -> Instant | None:
    """Return the first hour at which the step is recommended, had it not been taken; None where it never is."""
    reviewer = Reviewer(Records(without(scenario, question.untaken)))
    hours = range(moment(question.since), moment(question.until), 3 * HOUR)
    found = next((hour for hour in hours if question.found(reviewer.review(hour))), None)
    if found is None or found == hours[0]:
        return found
    before = (found - 2 * HOUR, found - HOUR)
    return next((hour for hour in before if question.found(reviewer.review(hour))), found)


def without(scenario: Scenario, kinds: Collection[str]) -> Scenario:
    """Return the scenario without some kinds of events."""
    return replace(scenario, events=tuple(event for event in scenario.events if event.kind not in kinds))


def answers(seed: int) -> dict[str, float | None]:
    """Return, for one seed, how many hours after its decision each step is first recommended; None where never.

    Whether aid is kept is 0 or None.
    """
    scenario = weekend(drawn(seed), seed)
    found: dict[str, float | None] = {}
    for question in QUESTIONS:
        hour = first_hour(question, scenario)
        found[question.name] = None if hour is None else (hour - moment(question.decided)) / HOUR
    kept = recommended(Reviewer(Records(scenario)).review(moment(LUNCHTIME)), RELEASE) != set(SENT)
    found[KEPT] = 0 if kept else None
    return found


def run(seeds: Sequence[int], processes: int) -> list[dict[str, float | None]]:
    """Answer for all seeds, as far as it gets; an interrupt ends it early."""
    done: list[dict[str, float | None]] = []
    began = time.perf_counter()
    with ProcessPoolExecutor(processes, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)) as pool:
        waiting = [pool.submit(answers, seed) for seed in seeds]
        try:
            for finished in as_completed(waiting):
                done.append(finished.result())
                passed = time.perf_counter() - began
                left = passed / len(done) * (len(seeds) - len(done))
                sys.stderr.write(f"\r{len(done)} of {len(seeds)} seeds, {passed:.0f} s, about {left:.0f} s to go ")
                sys.stderr.flush()
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            sys.stderr.write("\nstopped")
    sys.stderr.write("\n")
    return done


def show(done: Sequence[dict[str, float | None]], hours: float) -> None:
    """Print in what share each step is first recommended within some hours of its decision, and what else happens."""
    print(f"{len(done)} seeds; first recommended, beside the decision in the sample:")
    print(f"{'':<28}{'within':>8}{'earlier':>9}{'later':>8}{'never':>8}   hours after the decision: 5%, median, 95%")
    for question in QUESTIONS:
        after = [each[question.name] for each in done]
        there = sorted(value for value in after if value is not None)
        shares = [
            sum(abs(value) <= hours for value in there),
            sum(value < -hours for value in there),
            sum(value > hours for value in there),
            len(after) - len(there),
        ]
        spread = ", ".join(f"{there[int(part * (len(there) - 1))]:+.0f}" for part in (0.05, 0.5, 0.95)) if there else ""
        figures = "".join(f"{share / len(done):>{width}.0%}" for share, width in zip(shares, (8, 9, 8, 8), strict=True))
        print(f"{question.name:<28}{figures}   {spread}")
    print(f"{KEPT}: {sum(each[KEPT] is not None for each in done) / len(done):.0%}")
    whole = sum(
        each[KEPT] is not None
        and all(value is not None and abs(value) <= hours for name, value in each.items() if name != KEPT)
        for each in done
    )
    print(f"all of it, each within {hours:g} hours: {whole / len(done):.0%}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print; return 0, or 130 where it was stopped before the first seed was done."""
    parser = argparse.ArgumentParser(description="In what share of invented weekends each step comes out.")
    parser.add_argument("--seeds", type=int, default=200, help="how many (default 200)")
    parser.add_argument("--hours", type=float, default=6, help="how near a decision (default 6)")
    parser.add_argument("--processes", type=int, default=2, help="how many at a time (default 2)")
    args = parser.parse_args(arguments)
    done = run(range(1, args.seeds + 1), args.processes)
    if not done:
        return 130
    show(done, args.hours)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
