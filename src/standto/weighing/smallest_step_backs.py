"""Breaking points: the smallest step-back, in total and by skill, team or donor, at which a duty fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from standto.kernel.critical_sets import SECONDS
from standto.model.result import Result
from standto.model.scenario import Scenario
from standto.register import Situation, situated
from standto.spreading.chunks import Executor, check_executor
from standto.spreading.tallying import answers_in_order
from standto.weighing.breaking_facts import BreakingPointsFacts
from standto.weighing.breaking_groups import BreakingGroups
from standto.weighing.breaking_records import breaking_columns, breaking_json, breaking_rows
from standto.weighing.breaking_screen import breaking_text
from standto.weighing.leaving_groups import LeavingGroups
from standto.wording import MOST_RUNS, Moment, check_callable, check_more_than_none, check_whole


class BreakingPoints(BreakingPointsFacts, Result):
    """The smallest step-back at which each duty fails; its fields are `BreakingPointsFacts`."""

    def as_json(self) -> dict[str, Any]:
        """Return the answer, ready for `json.dumps`."""
        return breaking_json(self)

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return breaking_columns()

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each group and duty, for a data frame."""
        return breaking_rows(self)

    def summary(self) -> str:
        """Return one screen for reading: for each criticality, the groups whose step-back breaks it soonest."""
        return breaking_text(self)


def breaking_points(
    of: Situation | Scenario,
    *,
    until: Moment | None = None,
    basis: str = "confirmed",
    runs: int | None = 1000,
    seed: int = 0,
    seconds: float = SECONDS,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> BreakingPoints:
    """Return the smallest step-back, at the start and for good, at which each duty fails.

    Parameters
    ----------
    of
        A situation; or a scenario, all of whose events then count.
    until
        End of the time asked for; None: the horizon's.
    basis
        Which help counts: ``none``, ``present``, ``confirmed`` or ``offered``.
    runs
        The number of random orders to draw; None: none.
    seed
        Seed of the random orders; the same seed gives the same answer.
    seconds
        The time that an integer program may take for one window with too many duties to examine every set of them.
    executor
        Who looks, group by group; None: this process, on all its cores. See `standto.spreading.executor_of`.
    progress
        Called with the share done, from 0 to 1; an error that it raises stops the work.

    Raises
    ------
    OptionError
        An argument is not allowed, or `until` lies outside the horizon.

    Notes
    -----
    A duty is judged together with all duties that are met before it: people fill those first. The worst case is exact:
    the step-back of some `worst` members of the group breaks them in some window, and that of no `worst - 1` members
    breaks them in any.
    """
    if runs is not None:
        check_whole(runs, "runs", 1, MOST_RUNS)
    check_whole(seed, "seed", 0)
    check_more_than_none(seconds, "seconds")
    check_callable(progress, "progress")
    check_executor(executor)
    situation = situated(of)
    end = situation.period_until(until).until
    groups = LeavingGroups(situation, end, basis)
    run = BreakingGroups(tuple(groups), runs, seed, seconds)
    found = answers_in_order(run, len(run.groups), executor=executor, size=1, progress=progress)
    points = tuple(point for each in found for point in each)
    return BreakingPoints(situation, groups.windows, basis, runs, seed, points)
