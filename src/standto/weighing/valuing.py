"""The value of help: what each pool, donor, returned team and call-in would change in the same futures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from standto.assuming.assumptions import Assumptions
from standto.errors import OptionError
from standto.futures.drawing import processes_of
from standto.futures.future_run import FutureRun
from standto.model.result import Result
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.register import Situation
from standto.spreading.chunks import Executor
from standto.spreading.tallying import answers_in_order
from standto.weighing.asking_futures import asked_futures
from standto.weighing.difference_tally import DifferenceRows, added
from standto.weighing.differences import ValueRun
from standto.weighing.help_options import HelpOption, HelpOptions
from standto.weighing.same_futures import SameFutures
from standto.weighing.value_facts import HelpValue, HelpValuesFacts
from standto.weighing.value_records import value_columns, value_json, value_rows
from standto.weighing.value_screen import value_text
from standto.wording import Moment, optional_instant


class HelpValues(HelpValuesFacts, Result):
    """What each help would buy; its fields are `HelpValuesFacts`."""

    def as_json(self) -> dict[str, Any]:
        """Return the answer, ready for `json.dumps`."""
        return value_json(self)

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return value_columns()

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each help and criticality, for a data frame."""
        return value_rows(self)

    def summary(self) -> str:
        """Return one screen for reading: a row for each help, the best first."""
        return value_text(self)


def value_of_help(
    of: Situation | Scenario,
    *,
    assumptions: Assumptions,
    futures: int = 2_000,
    seed: int = 0,
    until: Moment | None = None,
    basis: str = "confirmed",
    asked: Moment | None = None,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> HelpValues:
    """Return what each help would buy: the difference over the same futures, so that differences are not noise.

    A pool is asked for: its places wait for their donor's assumed answer or, where none is assumed, count once the
    pool's lead time is over. A team has its people back who are away at the start. A call-in brings the policy's share
    of the people off duty who could come for a duty, in each step of the look-ahead, as if nobody had been called in
    for another.

    Parameters
    ----------
    of, assumptions, futures, seed, until, basis
        As for `standto.outlook`.
    asked
        When help is asked for; None: at the start. Teams are back at the start in any case.
    executor
        Who judges; None: this process, on all its cores. See `standto.spreading.executor_of`.
    progress
        Is told the share that is finished, from 0 to 1. An error that it raises cancels the rest.

    Raises
    ------
    OptionError
        An argument is outside what is allowed.
    """
    question, run = asked_futures(of, assumptions, futures, seed, until, basis, executor, progress)
    situation = question.situation
    when = _asked(question, asked)
    options = list(HelpOptions(situation, assumptions, run.muster, when))
    runs = [run_with(run, one, situation.scenario) for one in options]
    found = differences_of(run, runs, futures, executor, progress)
    values = [HelpValue(one.sort, one.id, one.people, each) for one, each in zip(options, found, strict=True)]
    return HelpValues(**vars(question), asked=when, values=tuple(values))


def run_with(run: FutureRun, option: HelpOption, scenario: Scenario) -> FutureRun:
    """Return the run of the same draws with some help."""
    return replace(run, muster=option.muster, processes=processes_of(run.assumptions, option.muster, scenario))


def differences_of(
    run: FutureRun,
    others: list[FutureRun],
    futures: int,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> DifferenceRows:
    """Return the difference between a run and each of others over the same futures, by criticality."""
    if not others:
        return ()
    return added(answers_in_order(ValueRun(run, tuple(others)), futures, executor=executor, progress=progress))


def _asked(question: SameFutures, asked: Moment | None) -> Instant:
    """Return the instant at which help is asked for."""
    zone, period = question.scenario.zone, question.situation.period
    when = optional_instant(asked, zone, question.scenario.horizon, "asked", since=period.start)
    if when is None:
        return period.start
    if not period.start <= when < question.until:
        allowed = f"from {zone.iso(period.start)}, before {zone.iso(question.until)}"
        raise OptionError(f"asked: {zone.iso(when)} is outside the time asked for; allowed: {allowed}")
    return when
