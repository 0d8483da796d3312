"""Screening: which of the assumed ranges matters, by turning one after another in the same futures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from standto.assuming.assumptions import Assumptions
from standto.futures.future_run import FutureRun
from standto.model.result import Result
from standto.model.scenario import Scenario
from standto.register import Situation
from standto.spreading.chunks import Executor
from standto.spreading.tallying import answers_in_order
from standto.weighing.asking_futures import asked_futures
from standto.weighing.screening_facts import ScreenedAssumptionsFacts, TurnedRange
from standto.weighing.screening_records import screening_columns, screening_json, screening_rows
from standto.weighing.screening_screen import screening_text
from standto.weighing.turning import morris_paths
from standto.weighing.turning_ranges import TurnedRanges
from standto.wording import Moment, check_whole

MOST_PATHS = 1_000


class ScreenedAssumptions(ScreenedAssumptionsFacts, Result):
    """Which assumed ranges matter; its fields are `ScreenedAssumptionsFacts`."""

    def as_json(self) -> dict[str, Any]:
        """Return the answer, ready for `json.dumps`."""
        return screening_json(self)

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return screening_columns()

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each range, criticality and measure, for a data frame."""
        return screening_rows(self)

    def summary(self) -> str:
        """Return one screen for reading: a row for each range, the one that matters most first."""
        return screening_text(self)


def screen_assumptions(
    of: Situation | Scenario,
    *,
    assumptions: Assumptions,
    paths: int = 8,
    futures: int = 500,
    seed: int = 0,
    until: Moment | None = None,
    basis: str = "confirmed",
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> ScreenedAssumptions:
    """Return which assumed ranges matter: what turning each one does to the same futures.

    Parameters
    ----------
    of, assumptions, seed, until, basis
        As for `standto.outlook`.
    paths
        The number of paths through the ranges, at least 2; each turns every range once.
    futures
        The number of futures at each point of a path, the same at all.
    executor
        Who judges; None: this process, on all its cores. See `standto.spreading.executor_of`.
    progress
        Is told the share that is finished, from 0 to 1. An error that it raises cancels the rest.

    Raises
    ------
    OptionError
        An argument is outside what is allowed.

    Notes
    -----
    Morris's screening. It says which ranges to look at, not how likely their values are. See
    `standto.weighing.turning` for paths, effects and sources. The days of usual absences, which each absence draws
    for itself, are the same for all absences at a point.
    """
    check_whole(paths, "paths", 2, MOST_PATHS)
    question, run = asked_futures(of, assumptions, futures, seed, until, basis, executor, progress)
    ranges = _turned(run, paths, futures, seed, executor, progress)
    return ScreenedAssumptions(**vars(question), paths=paths, ranges=ranges)


def _turned(
    run: FutureRun,
    paths: int,
    futures: int,
    seed: int,
    executor: Executor | None,
    progress: Callable[[float], None] | None,
) -> tuple[TurnedRange, ...]:
    """Return what each turn of each range that is no point changed."""
    # Without a duty or crew nothing can be short, and no range matters.
    assumed = [one for one in run.assumptions.ranges if len(one.spread.levels) > 1 and run.things.levels]
    numbers = [len(one.spread.levels) for one in assumed]
    drawn = morris_paths(numbers, paths, seed) if assumed else ()
    turned = TurnedRanges(run, tuple(one.name for one in assumed), drawn, futures)
    found = answers_in_order(turned, len(drawn), executor=executor, size=1, progress=progress)
    steps = [
        dict(zip(path.turned, zip(path.shares(numbers), turns, strict=True), strict=True))
        for path, turns in zip(drawn, found, strict=True)
    ]
    return tuple(
        TurnedRange(
            one.name, one.spread, tuple(step[place][0] for step in steps), tuple(step[place][1] for step in steps)
        )
        for place, one in enumerate(assumed)
    )
