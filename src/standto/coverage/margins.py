"""Margins: how many more of the home force may step back before cover fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from standto.coverage.margin_facts import Least, MarginFacts, WindowMargin
from standto.coverage.margin_records import margin_columns, margin_json, margin_rows
from standto.coverage.margin_screen import margin_text
from standto.coverage.stepping import random_by_window
from standto.coverage.whole_register import random_of_register, register_of
from standto.kernel.critical_sets import SECONDS
from standto.kernel.levels import CriticalityLevel, levels_of
from standto.model.result import Result
from standto.model.scenario import Scenario
from standto.register import Situation, situated
from standto.wording import MOST_RUNS, Moment, check_callable, check_more_than_none, check_whole


class Margin(MarginFacts, Result):
    """How many more may step back, window by window and over all of them; its fields are `MarginFacts`."""

    def as_json(self) -> dict[str, Any]:
        """Return the answer in the form of the contract, ready for `json.dumps`."""
        return margin_json(self)

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return margin_columns()

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each window and criticality, for a data frame."""
        return margin_rows(self)

    def summary(self) -> str:
        """Return one screen for reading: a sentence for each criticality, then the tightest windows."""
        return margin_text(self)


def margin(
    of: Situation | Scenario,
    *,
    until: Moment | None = None,
    basis: str = "confirmed",
    runs: int | None = 1000,
    seed: int = 0,
    seconds: float = SECONDS,
    progress: Callable[[float], None] | None = None,
) -> Margin:
    """Return how many more of the home force may step back before cover fails: whoever they are, and at random.

    Parameters
    ----------
    of
        A situation; or a scenario, all of whose events then count.
    until
        End of the time asked for; None: the horizon's.
    basis
        Which help counts: ``none``, ``present``, ``confirmed`` or ``offered``.
    runs
        The number of random orders to try; None: none, and every `random` is None. The worst case needs none.
    seed
        Seed of the random orders; the same seed gives the same answer.
    seconds
        The time that an integer program may take for one window with too many duties to examine every set of them. If
        the search is cut short, the worst case is the bound that it proved.
    progress
        Called with the share done, from 0 to 1; an error that it raises stops the work.

    Raises
    ------
    OptionError
        `of` is something else, `until` is no moment or lies outside the horizon, there is no such `basis`, or another
        argument is not allowed.

    Notes
    -----
    The worst case is exact: cover survives the loss of any `worst_case` people, and the loss of some `worst_case + 1`
    people breaks it.
    """
    if runs is not None:
        check_whole(runs, "runs", 1, MOST_RUNS)
    check_whole(seed, "seed", 0)
    check_more_than_none(seconds, "seconds")
    check_callable(progress, "progress")
    situation = situated(of)
    windows = situation.windows(until=until, basis=basis)
    steps = _Steps(3 * len(set(windows.criticalities)), progress)
    levels = levels_of(windows, seconds, steps.done)
    return Margin(
        situation=situation,
        windows=windows,
        basis=basis,
        runs=runs,
        seed=seed,
        margins=tuple(_by_window(levels, runs, seed, steps)),
        least=tuple(_least(situation, level, basis, runs, seed, steps) for level in levels),
    )


class _Steps:
    """Progress of a margin, in steps: each level's worst cases, random orders, and register."""

    def __init__(self, steps: int, progress: Callable[[float], None] | None) -> None:
        self._steps, self._progress, self._before = max(steps, 1), progress, 0

    def done(self, share: float) -> None:
        """Report the share done of the present step; a share of 1 begins the next step."""
        if self._progress is not None:
            self._progress((self._before + share) / self._steps)
        self._before += share >= 1


def _by_window(levels: list[CriticalityLevel], runs: int | None, seed: int, steps: _Steps) -> list[WindowMargin]:
    """Return the margin of each window and each criticality of the duties that stand in it."""
    found = []
    for level in levels:
        own = [duty for duty in level.duties if level.windows.criticalities[duty] == level.criticality]
        random = [None] * len(level.first) if runs is None else random_by_window(level, runs, seed, steps.done)
        steps.done(1)
        for window, stands in enumerate((level.windows.required[:, own] >= 0).tolist()):
            if any(stands):
                found.append(WindowMargin(window, level.criticality, level.first[window], random[window]))
    return sorted(found, key=lambda one: one[:2])


def _least(
    situation: Situation, level: CriticalityLevel, basis: str, runs: int | None, seed: int, steps: _Steps
) -> Least:
    """Return the least margin of a level over all windows."""
    register = register_of(situation, level)
    random = None if runs is None else random_of_register(situation, level, register, basis, runs, seed)
    steps.done(1)
    critical = [(one.worst_case, window, one) for window, one in enumerate(level.first) if one is not None]
    if not critical:
        return Least(level.criticality, None, None, None, len(register), random)
    _, window, first = min(critical, key=lambda one: one[:2])
    at_most = min(one.at_most for _, _, one in critical)
    return Least(level.criticality, window, first, at_most, len(register), random)
