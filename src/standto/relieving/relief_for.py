"""Relief: what more places or people would buy, and how many of which skill would close each gap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, overload

import numpy as np

from standto.errors import OptionError
from standto.kernel.shortfalls import Shortfall, shortfall_of
from standto.model.result import Result
from standto.model.scenario import Scenario
from standto.model.time import Instant, Period
from standto.model.windows import Windows
from standto.register import Situation, situated
from standto.register.asked_situation import check_within
from standto.relieving.closing import Closing, closing_of
from standto.relieving.curve import curve_of
from standto.relieving.least_facts import GapToClose, LeastReliefFacts
from standto.relieving.least_records import least_columns, least_json, least_rows
from standto.relieving.least_screen import least_text
from standto.relieving.newcomers import cut, of_pool, of_skill, reinforced, skills_asked_for, turns
from standto.relieving.relief_facts import ReliefFacts
from standto.relieving.relief_records import relief_columns, relief_json, relief_rows
from standto.relieving.relief_screen import relief_text
from standto.wording import Moment, check_callable, check_whole, optional_instant

MOST = 1000
"""The most newcomers that are asked for."""


class Relief(ReliefFacts, Result):
    """How short a time is with each number of newcomers; its fields are `ReliefFacts`."""

    @property
    def columns(self) -> Mapping[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return relief_columns()

    def as_json(self) -> dict[str, Any]:
        """Return the answer ready for `json.dumps`."""
        return relief_json(self)

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each number added and each duty or crew that is ever short, for a data frame."""
        return relief_rows(self)

    def summary(self) -> str:
        """Return one screen for reading: what each number leaves short, and what it closes."""
        return relief_text(self)


class LeastRelief(LeastReliefFacts, Result):
    """The least number of people with one skill that closes each gap; its fields are `LeastReliefFacts`."""

    @property
    def columns(self) -> Mapping[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return least_columns()

    def as_json(self) -> dict[str, Any]:
        """Return the answer ready for `json.dumps`."""
        return least_json(self)

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each gap and skill, for a data frame."""
        return least_rows(self)

    def summary(self) -> str:
        """Return one screen for reading: each gap, and how many of which skill close it."""
        return least_text(self)


@overload
def relief(
    of: Situation | Scenario,
    *,
    pool: str,
    capability: None = None,
    up_to: int = 20,
    since: Moment | None = None,
    until: Moment | None = None,
    basis: str = "confirmed",
    progress: Callable[[float], None] | None = None,
) -> Relief: ...
@overload
def relief(
    of: Situation | Scenario,
    *,
    pool: None = None,
    capability: str,
    up_to: int = 20,
    since: Moment | None = None,
    until: Moment | None = None,
    basis: str = "confirmed",
    progress: Callable[[float], None] | None = None,
) -> Relief: ...
@overload
def relief(
    of: Situation | Scenario,
    *,
    pool: None = None,
    capability: None = None,
    up_to: int = 20,
    since: Moment | None = None,
    until: Moment | None = None,
    basis: str = "confirmed",
    progress: Callable[[float], None] | None = None,
) -> LeastRelief: ...
def relief(
    of: Situation | Scenario,
    *,
    pool: str | None = None,
    capability: str | None = None,
    up_to: int = 20,
    since: Moment | None = None,
    until: Moment | None = None,
    basis: str = "confirmed",
    progress: Callable[[float], None] | None = None,
) -> Relief | LeastRelief:
    """Return what more places of a pool, or more people with a skill, would buy, or how many people close each gap.

    Parameters
    ----------
    of
        A situation; or a scenario, all of whose events then count.
    pool
        More places of this pool: they come after its lead time, inside its period, and do what the law lets it do.
    capability
        More people of the home force with this skill, on duty and ready throughout; several joined by ``+`` are held
        together. Not with `pool`.
    up_to
        The largest number to add; 1 to 1,000.
    since
        When places are asked for, or people begin; None: the start of the situation.
    until
        The end of the time asked for; None: the horizon's.
    basis
        Which help counts already: ``none``, ``present``, ``confirmed`` or ``offered``.
    progress
        Called with the share done, from 0 to 1; an error that it raises stops the work.

    Returns
    -------
        `Relief`, a curve, with a pool or a capability; else `LeastRelief`: for each gap and each skill, the least
        number of people with it that closes the gap throughout.

    Raises
    ------
    OptionError
        There is no such pool, capability or basis, both are given, or a number or moment is not allowed.
    """
    situation = situated(of)
    scenario = situation.scenario
    if pool is not None and capability is not None:
        raise OptionError("pool, capability: only one of them is allowed")
    check_whole(up_to, "up_to", 1, MOST)
    check_callable(progress, "progress")
    start = optional_instant(since, scenario.zone, scenario.horizon, "since")
    windows = situation.windows(until=until, basis=basis)
    asked = situation.period.start if start is None else start
    check_within(Period(situation.period.start, int(windows.untils[-1])), asked, scenario.zone, "since")
    if pool is None and capability is None:
        return _least(situation, windows, basis, asked, progress)
    newcomers = of_pool(situation, pool, asked) if pool is not None else of_skill(situation, capability or "", asked)
    windows = cut(windows, *turns(situation, newcomers))
    curve = curve_of(scenario, reinforced(situation, windows, newcomers), up_to, progress)
    return Relief(situation=situation, windows=windows, basis=basis, newcomers=newcomers, curve=curve)


def _least(
    situation: Situation, windows: Windows, basis: str, since: Instant, progress: Callable[[float], None] | None
) -> LeastRelief:
    """Return how many people with each skill close each gap from an instant on."""
    scenario, skills = situation.scenario, skills_asked_for(situation)
    newcomers = [of_skill(situation, skill, since) for skill in skills]
    windows = cut(windows, since, *(turn for one in newcomers for turn in turns(situation, one)))
    first = _from(shortfall_of(scenario, windows), windows, since)
    least = []
    for number, one in enumerate(newcomers):

        def step(share: float = number / len(skills)) -> None:
            if progress is not None:
                progress(share)

        step()
        least.append(closing_of(scenario, reinforced(situation, windows, one), first, step))
    short = np.flatnonzero(first.short).tolist()
    return LeastRelief(
        situation=situation,
        windows=windows,
        basis=basis,
        since=since,
        skills=tuple(skills),
        gaps=tuple(_gaps(scenario, windows, first, least)),
        everything=tuple(one.least_for(short, -1) for one in least),
    )


def _from(found: Shortfall, windows: Windows, since: Instant) -> Shortfall:
    """Return a shortfall without what is short before an instant."""
    later = (windows.starts >= since)[:, None]
    return Shortfall(np.where(later, found.gap, 0), found.below & later)


def _gaps(scenario: Scenario, windows: Windows, first: Shortfall, least: list[Closing]) -> list[GapToClose]:
    """Return what is short, by time, then in order of precedence."""
    names = [*(duty.id for duty in scenario.duties_in_order), *(crew.id for crew in scenario.crews_in_order)]
    duties, found = first.gap.shape[1], []
    for target in np.flatnonzero(first.lacks.any(axis=0)).tolist():
        for run, period in windows.runs(np.flatnonzero(first.lacks[:, target]).tolist()):
            most = int(first.gap[run, target].max()) if target < duties else None
            numbers = tuple(one.least_for(run, target) for one in least)
            found.append(((period.start, target), GapToClose(names[target], target >= duties, period, most, numbers)))
    return [gap for _, gap in sorted(found, key=lambda one: one[0])]
