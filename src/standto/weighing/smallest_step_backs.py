"""Breaking points: the smallest step-back, in total and by skill, team or donor, at which a duty fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from standto.kernel.critical_sets import SECONDS, SHORT, CriticalSet
from standto.kernel.levels import CriticalityLevel, level_of
from standto.model.result import Result
from standto.model.scenario import Scenario
from standto.register import Situation, situated
from standto.weighing.breaking_facts import BreakingPoint, BreakingPointsFacts
from standto.weighing.breaking_records import breaking_columns, breaking_json, breaking_rows
from standto.weighing.breaking_screen import breaking_text
from standto.weighing.leaving_groups import LeavingGroup, LeavingGroups
from standto.weighing.orders_of_leaving import breaking_orders
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
    situation = situated(of)
    end = situation.period_until(until).until
    groups = LeavingGroups(situation, end, basis)
    points: list[BreakingPoint] = []
    found = list(groups)
    for place, group in enumerate(found):
        if progress is not None:
            progress(place / len(found))
        points += _points(group, runs, seed, seconds)
    if progress is not None:
        progress(1)
    return BreakingPoints(situation, groups.windows, basis, runs, seed, tuple(points))


def _points(group: LeavingGroup, runs: int | None, seed: int, seconds: float) -> Iterator[BreakingPoint]:
    """Yield the points of a group, by duty."""
    criticalities = group.windows.criticalities
    for duty, criticality in enumerate(criticalities):
        level = level_of(group.windows, range(duty + 1), criticality, seconds)
        ends = criticalities[duty + 1 : duty + 2] != (criticality,)
        window, critical = _soonest(level)
        orders = None
        if runs is not None and group.kinds is not None and ends:
            orders = _orders(level, group, critical, runs, seed)
        yield BreakingPoint(
            group=group.sort,
            id=group.id,
            size=group.size,
            duty=duty,
            criticality=criticality,
            ends=ends,
            worst=None if critical is None else critical.at_most + 1,
            at_least=None if critical is None else critical.worst_case + 1,
            window=window,
            first=() if critical is None else critical.duties,
            orders=orders,
        )


def _soonest(level: CriticalityLevel) -> tuple[int | None, CriticalSet | None]:
    """Return the first window with the least worst case, and its critical set; None if nothing can break."""
    least = min((one.at_most for one in level.first if one is not None), default=None)
    for window, one in enumerate(level.first):
        if one is not None and one.at_most == least:
            proved = min(other.worst_case for other in level.first if other is not None)
            return window, one._replace(worst_case=proved)
    return None, None


def _orders(
    level: CriticalityLevel, group: LeavingGroup, critical: CriticalSet | None, runs: int, seed: int
) -> tuple[int | None, int | None, int | None]:
    if critical is None or group.kinds is None:
        return None, None, None
    if critical.worst_case == SHORT:
        return 0, 0, 0
    return breaking_orders(level, group.kinds, runs, seed)
