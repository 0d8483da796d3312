"""The cost of waiting: what changes in the same futures if help is asked for later than now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from standto.assuming.assumptions import Assumptions
from standto.errors import OptionError
from standto.model.result import Result
from standto.model.scenario import Scenario
from standto.register import Situation
from standto.spreading.chunks import Executor
from standto.weighing.asking_futures import asked_futures
from standto.weighing.help_options import HelpOptions
from standto.weighing.moments_to_decide import later_moments
from standto.weighing.valuing import differences_of, run_with
from standto.weighing.waiting_facts import WaitingCost, WaitingCostsFacts
from standto.weighing.waiting_records import waiting_columns, waiting_json, waiting_rows
from standto.weighing.waiting_screen import waiting_text
from standto.wording import Moment


class WaitingCosts(WaitingCostsFacts, Result):
    """What it costs to ask for help later; its fields are `WaitingCostsFacts`."""

    def as_json(self) -> dict[str, Any]:
        """Return the answer, ready for `json.dumps`."""
        return waiting_json(self)

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return waiting_columns()

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each help, moment and criticality, for a data frame."""
        return waiting_rows(self)

    def summary(self) -> str:
        """Return one screen for reading: a row for each help and moment, the dearest first."""
        return waiting_text(self)


def cost_of_waiting(
    of: Situation | Scenario,
    *,
    assumptions: Assumptions,
    moments: Sequence[Moment],
    futures: int = 2_000,
    seed: int = 0,
    until: Moment | None = None,
    basis: str = "confirmed",
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> WaitingCosts:
    """Return what it costs to ask for each help at a later moment instead of now, given lead times.

    Both worlds have the same futures and the same donors' answers: only the time at which they are asked differs. Pools
    and donors alone are weighed. A call-in can be made at any time, and people who return do so unasked.

    Parameters
    ----------
    of, assumptions, futures, seed, until, basis
        As for `standto.outlook`.
    moments
        The moments to wait until: after the start, before the end of the time asked for.
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
    later = later_moments(moments, situation, question.until)
    if situation.period.start in later:
        raise OptionError("moments: one is the start: waiting until then costs nothing; name a later one")
    now, *then = (
        [*HelpOptions(situation, assumptions, run.muster, asked).of_pools()]
        for asked in (situation.period.start, *later)
    )
    costs: list[WaitingCost] = []
    for place, (first, *others) in enumerate(zip(now, *then, strict=True)):
        runs = [run_with(run, one, situation.scenario) for one in (first, *others)]
        told = None if progress is None else _share(progress, place, len(now))
        found = differences_of(runs[0], runs[1:], futures, executor, told)
        costs += [
            WaitingCost(first.sort, first.id, first.people, moment, tuple(each.reversed for each in differences))
            for moment, differences in zip(later, found, strict=True)
        ]
    return WaitingCosts(**vars(question), moments=later, costs=tuple(costs))


def _share(progress: Callable[[float], None], place: int, helps: int) -> Callable[[float], None]:
    """Return the progress of one help as that of all."""
    return lambda share: progress((place + share) / helps)
