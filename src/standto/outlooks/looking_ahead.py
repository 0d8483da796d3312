"""Outlooks: futures drawn from assumptions and judged by the exact kernel, as one value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from standto.assuming.assumptions import Assumptions
from standto.errors import OptionError
from standto.futures.future_run import FutureRun, run_of
from standto.futures.future_tally import FutureTally
from standto.futures.merging import merged
from standto.model.result import Result
from standto.model.scenario import Scenario
from standto.outlooks.chances import CONDITION
from standto.outlooks.outlook_facts import OutlookFacts
from standto.outlooks.outlook_lines import anything_short
from standto.outlooks.outlook_records import outlook_columns, outlook_json, outlook_rows
from standto.outlooks.outlook_screen import outlook_text
from standto.outlooks.stop_rule import exact_error, settled
from standto.register import Situation, situated
from standto.spreading.chunks import Executor, check_executor
from standto.spreading.tallying import tally_of
from standto.wording import Moment, check_callable, check_whole, shortened

MOST_FUTURES = 1 << 32
"""A future is a 32-bit number, and so is a seed."""
FIRST_LOOK = 1_024
"""The futures after which a stop rule looks first; then after twice as many each time."""


class Outlook(OutlookFacts, Result):
    """How likely each duty is covered, hour by hour, if the assumptions hold; its fields are `OutlookFacts`."""

    @property
    def headline(self) -> str:
        """The chance that anything is ever short, and the number of futures."""
        short = anything_short(self.tally).text
        return f"something short in {short} of {self.tally.futures:,} futures, {CONDITION}"

    def as_json(self) -> dict[str, Any]:
        """Return the answer in the form of the contract, ready for `json.dumps`."""
        return outlook_json(self)

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return outlook_columns()

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each step and thing judged, for a data frame."""
        return outlook_rows(self)

    def summary(self) -> str:
        """Return one screen for reading: what is most likely to fail first, what to ask for, and when help can go."""
        return outlook_text(self)


def outlook(
    of: Situation | Scenario,
    *,
    assumptions: Assumptions,
    futures: int = 10_000,
    seed: int = 0,
    until: Moment | None = None,
    basis: str = "confirmed",
    fixed: Mapping[str, int] | None = None,
    error: float | str | Fraction | None = None,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> Outlook:
    """Return how likely each duty is covered, hour by hour, if the assumptions hold.

    Parameters
    ----------
    of
        A situation, which is looked at from its start on; or a scenario, all of whose events then count.
    assumptions
        What is assumed; `standto.assuming.read_assumptions` reads them from a file.
    futures
        The number of futures, or the most of them if there is an `error`.
    seed
        The seed, from 0 up to 2^32. A future is its seed and its number, whatever else is asked.
    until
        The end of the time asked for; None: the horizon's.
    basis
        Which help counts: ``none``, ``present``, ``confirmed`` or ``offered``.
    fixed
        The level of some assumed ranges in every future, by name: an index into `Spread.levels`.
    error
        The stop rule: no more futures than make every chance shown have at most this standard error, such as 0.01. It
        looks after 1,024 futures, then after twice as many each time, so that the answer is the same each time.
    executor
        Who judges; None: this process, on all its cores. See `standto.spreading.executor_of`.
    progress
        Is told the share that is finished, from 0 to 1. An error that it raises, such as `Stopped`, cancels the rest.

    Raises
    ------
    OptionError
        An argument is outside what is allowed.
    StandtoError
        Numba is not installed.
    """
    situation = situated(of)
    check_callable(progress, "progress")
    check_executor(executor)
    most_error = exact_error(error)
    check_whole(futures, "futures", 1, MOST_FUTURES)
    run = run_asked(situation, assumptions, seed, until, basis, fixed)
    tallies: list[FutureTally] = []
    for start, stop in _looks(futures, most_error):
        told = None if progress is None else _share(progress, start, stop, futures)
        more = tally_of(run, start, stop, executor=executor, progress=told)
        tallies = [merged([*tallies, more])]
        if most_error is not None and settled(tallies[0], most_error):
            break
    return outlook_of(situation, run, basis, futures, tallies[0])


def outlook_of(situation: Situation, run: FutureRun, basis: str, futures: int, tally: FutureTally) -> Outlook:
    """Return the tally of a run as an outlook of `futures` futures."""
    return Outlook(
        situation=situation,
        basis=basis,
        assumptions=run.assumptions,
        seed=run.seed,
        futures=futures,
        starts=run.muster.starts,
        untils=run.muster.untils,
        tally=tally,
        inputs=run.inputs,
    )


def run_asked(
    situation: Situation,
    assumptions: Assumptions,
    seed: int,
    until: Moment | None,
    basis: str,
    fixed: Mapping[str, int] | None,
) -> FutureRun:
    """Return the run that is asked for, once its arguments are checked; the parameters are those of `outlook`."""
    check_asked(assumptions, seed, fixed)
    return run_of(situation, assumptions, seed=seed, until=until, basis=basis, fixed=fixed)


def check_asked(assumptions: Assumptions, seed: int, fixed: Mapping[str, int] | None = None) -> None:
    """Raise `OptionError` if an argument of `outlook` is not allowed."""
    if not isinstance(assumptions, Assumptions):
        raise OptionError(f"assumptions: {shortened(assumptions)} are no assumptions: read them with read_assumptions")
    check_whole(seed, "seed", 0, MOST_FUTURES - 1)
    levels = {one.name: len(one.spread.levels) for one in assumptions.ranges}
    if fixed is not None and not isinstance(fixed, Mapping):
        raise OptionError(f"fixed: {shortened(fixed)} is not a mapping from names of ranges to levels")
    for name, level in (fixed or {}).items():
        if name not in levels:
            raise OptionError(f"fixed: {shortened(name)} is no assumed range; allowed: {', '.join(levels) or 'none'}")
        check_whole(level, f"fixed: {name}", 0, levels[name] - 1)


def _looks(futures: int, error: Fraction | None) -> Iterator[tuple[int, int]]:
    """Yield the futures up to each look of the stop rule; all at once without one."""
    start, stop = 0, futures if error is None else FIRST_LOOK
    while start < futures:
        yield start, min(stop, futures)
        start, stop = stop, 2 * stop


def _share(progress: Callable[[float], None], start: int, stop: int, futures: int) -> Callable[[float], None]:
    """Return the progress of some of the futures as that of all."""
    return lambda share: progress((start + share * (stop - start)) / futures)
