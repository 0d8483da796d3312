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

from standto.ladder.reviewing import Reviewer
from standto.model.steps import ASK_AID, RELEASE, REQUEST, STAND_DOWN
from standto.model.time import HOUR
from standto.register import Records
from tools.london import drawn, weekend
from tools.london.calendar import moment
from tools.london.decided import FIRST, LUNCHTIME, REQUESTED, SENT, THURSDAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from standto.ladder import Review
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


class Answer(NamedTuple):
    """What came out for one step and seed.

    Attributes
    ----------
    after
        How many hours after the decision the step is first recommended; None where it never is.
    then
        Whether it is recommended at the decision.
    """

    after: float | None
    then: bool


class Outcome(NamedTuple):
    """What came out for one seed: each step, whether aid was kept on Monday, and the guarded sites' criticality."""

    steps: dict[str, Answer]
    kept: bool
    guard_criticality: int


def answer(question: Question, scenario: Scenario) -> Answer:
    """Return when a step is recommended, had it not been taken."""
    kept = tuple(event for event in scenario.events if event.kind not in question.untaken)
    reviewer = Reviewer(Records(replace(scenario, events=kept)))
    decided = moment(question.decided)
    first = first_hour(question, reviewer)
    return Answer(None if first is None else (first - decided) / HOUR, question.found(reviewer.review(decided)))


def first_hour(question: Question, reviewer: Reviewer) -> Instant | None:
    """Return the first hour at which a step is recommended; None where it never is."""
    hours = range(moment(question.since), moment(question.until), 3 * HOUR)
    found = next((hour for hour in hours if question.found(reviewer.review(hour))), None)
    if found is None or found == hours[0]:
        return found
    before = (found - 2 * HOUR, found - HOUR)
    return next((hour for hour in before if question.found(reviewer.review(hour))), found)


def outcome(seed: int) -> Outcome:
    """Return what comes out for one seed, all parameters drawn from their ranges."""
    params = drawn(seed)
    scenario = weekend(params, seed)
    released = recommended(Reviewer(Records(scenario)).review(moment(LUNCHTIME)), RELEASE)
    steps = {question.name: answer(question, scenario) for question in QUESTIONS}
    return Outcome(steps, released != set(SENT), params.guard_criticality)


def run(seeds: Sequence[int], processes: int) -> list[Outcome]:
    """Answer for all seeds, as far as it gets; an interrupt ends it early."""
    done: list[Outcome] = []
    began = time.perf_counter()
    with ProcessPoolExecutor(processes, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)) as pool:
        waiting = [pool.submit(outcome, seed) for seed in seeds]
        try:
            for finished in as_completed(waiting):
                done.append(finished.result())
                passed = time.perf_counter() - began
                left = passed / len(done) * (len(seeds) - len(done))
                sys.stderr.write(f"\r{len(done)} of {len(seeds)} seeds, {passed:.0f} s, about {left:.0f} s to go ")
                sys.stderr.flush()
        except KeyboardInterrupt:
            for one in waiting:
                one.cancel()
            sys.stderr.write("\nstopped")
    sys.stderr.write("\n")
    return done


def show(done: Sequence[Outcome], hours: float) -> None:
    """Print in what share each step is first recommended within some hours of its decision, and what else happens."""
    print(f"{len(done)} seeds; when each step is first recommended, beside its decision in the sample:")
    print(f"{'':<28}{'within':>8}{'earlier':>9}{'later':>8}{'never':>8}{'then':>8}   hours after it: 5%, median, 95%")
    for question in QUESTIONS:
        print(line(question.name, [each.steps[question.name] for each in done], hours))
    print(f"then: whether it is recommended at the decision. Within: {hours:g} hours of it.")
    print(f"Some aid is kept at lunchtime on Monday: {share(each.kept for each in done)}")
    print(f"All of it, each step recommended at its decision: {share(all_then(each) for each in done)}")
    stood_down = QUESTIONS[2].name
    for place in sorted({each.guard_criticality for each in done}):
        there = [each for each in done if each.guard_criticality == place]
        then, whole = share(each.steps[stood_down].then for each in there), share(all_then(each) for each in there)
        print(f"  where guarded sites have criticality {place}: {stood_down} {then}, all of it {whole}")


def line(name: str, answers: Sequence[Answer], hours: float) -> str:
    """Return the line of one step."""
    after = sorted(each.after for each in answers if each.after is not None)
    shares = (
        share(each.after is not None and abs(each.after) <= hours for each in answers),
        share(each.after is not None and each.after < -hours for each in answers),
        share(each.after is not None and each.after > hours for each in answers),
        share(each.after is None for each in answers),
        share(each.then for each in answers),
    )
    spread = ", ".join(f"{after[int(part * (len(after) - 1))]:+.0f}" for part in (0.05, 0.5, 0.95)) if after else ""
    columns = "".join(f"{one:>{width}}" for one, width in zip(shares, (8, 9, 8, 8, 8), strict=True))
    return f"{name:<28}{columns}   {spread}"


def share(each: Iterable[bool]) -> str:
    """Return in what share something is so."""
    found = list(each)
    return f"{sum(found) / len(found):.0%}"


def all_then(done: Outcome) -> bool:
    """Return whether every step is recommended at its decision, and aid kept."""
    return done.kept and all(each.then for each in done.steps.values())


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
