"""The futures that a question is weighed over, once its arguments are checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from standto.assuming.assumptions import Assumptions
from standto.futures.future_run import FutureRun
from standto.model.scenario import Scenario
from standto.outlooks.looking_ahead import MOST_FUTURES, run_asked
from standto.register import Situation, situated
from standto.spreading.chunks import Executor, check_executor
from standto.weighing.same_futures import SameFutures
from standto.wording import Moment, check_callable, check_whole


class AskedFutures(NamedTuple):
    """A question about futures, and the run that draws them without anything changed."""

    question: SameFutures
    run: FutureRun


def asked_futures(
    of: Situation | Scenario,
    assumptions: Assumptions,
    futures: int,
    seed: int,
    until: Moment | None,
    basis: str,
    executor: Executor | None,
    progress: Callable[[float], None] | None,
) -> AskedFutures:
    """Return the question and its run; the parameters are those of `standto.outlook`.

    Raises
    ------
    OptionError
        An argument is outside what is allowed.
    """
    situation = situated(of)
    check_callable(progress, "progress")
    check_executor(executor)
    check_whole(futures, "futures", 1, MOST_FUTURES)
    run = run_asked(situation, assumptions, seed, until, basis, None)
    end, levels = int(run.muster.untils[-1]), run.things.levels
    return AskedFutures(SameFutures(situation, assumptions, seed, futures, run.inputs, basis, end, levels), run)
