"""People and places that are not there yet: what each of them could do, span by span, once there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from standto.errors import OptionError
from standto.model.duties import JOINED
from standto.model.event import AUTHORISED
from standto.model.time import Instant, Period
from standto.model.windows import SupplyClass, Windows
from standto.register import Situation
from standto.scenario.name_likeness import meant_by_option
from standto.wording import check_text

_NUMBERS = 1 << 19
"""The most numbers of windows, supply and requirement, that are examined together."""


@dataclass(frozen=True)
class Newcomers:
    """One more place of a pool, or one more person of the home force with a skill; any number of them are alike.

    Attributes
    ----------
    pool
        The pool; empty for people of a skill.
    skill
        The capabilities of each of them.
    force
        The index of their force in order.
    asked
        When they are asked for; people of a skill are there at once.
    there
        The time in which they are there: after the pool's lead time, and inside its period. It may be empty.
    demands
        What each could do in each span of the rules by skill, readiness and law, as bit masks over the demands.
    """

    pool: str
    skill: tuple[str, ...]
    force: int
    asked: Instant
    there: Period
    demands: tuple[int, ...]


def of_pool(situation: Situation, pool: str, asked: Instant) -> Newcomers:
    """Return one more place of a pool, asked for at an instant; raise `OptionError` if there is no such pool."""
    scenario = situation.scenario
    check_text(pool, "pool", "the id of a pool")
    if pool not in scenario.pool:
        allowed = ", ".join(scenario.pool) or "none, as the scenario has no pools"
        raise OptionError(
            f"pool: {pool!r} is not a pool of the scenario; allowed: {allowed}{meant_by_option(pool, scenario.pool)}"
        )
    row = scenario.pool[pool]
    arrives = asked + (0 if row.force == scenario.home else row.lead)
    there = Period(max(arrives, row.period.start), min(row.period.until, situation.period.until))
    force = [one.id for one in scenario.forces_in_order].index(row.force)
    able = _able(situation, row.capabilities, force, row.ready_minutes)
    return Newcomers(pool, row.capabilities, force, asked, there, able)


def of_skill(situation: Situation, skill: str, asked: Instant) -> Newcomers:
    """Return one more person of the home force with a skill, such as ``driver`` or ``driver+ba``, at work from then on.

    Raises
    ------
    OptionError
        No duty or crew asks for one of its capabilities.
    """
    check_text(skill, "capability", "the id of a capability")
    names = tuple(skill.split(JOINED))
    allowed = asked_for(situation)
    unknown = [one for one in names if one not in allowed]
    if unknown:
        told = ", ".join(allowed) or "none in this scenario"
        near = meant_by_option(unknown[0], allowed)
        raise OptionError(f"capability: {unknown[0]!r} is not one that a duty or crew asks for; allowed: {told}{near}")
    there = Period(asked, situation.period.until)
    return Newcomers("", names, 0, asked, there, _able(situation, names, 0, 0))


def asked_for(situation: Situation) -> list[str]:
    """Return the capabilities that duties and crews ask for, in the order of the file."""
    wanted = {one for demand in situation.scenario.demands for names in demand.alternatives for one in names}
    return [one.id for one in situation.scenario.capabilities if one.id in wanted]


def skills_asked_for(situation: Situation) -> list[str]:
    """Return the alternatives of duties and crews that the home force has ever held, each once, single ones first.

    Where it never held any of them, all are returned. They are in the order of the capabilities' file.
    """
    place = {one.id: number for number, one in enumerate(situation.scenario.capabilities)}
    found = {
        tuple(sorted(names, key=place.__getitem__))
        for demand in situation.scenario.demands
        for names in demand.alternatives
    }
    ordered = sorted(found, key=lambda one: (len(one), [place[name] for name in one]))
    held = _held_at_home(situation)
    return [JOINED.join(names) for names in [one for one in ordered if held.issuperset(one)] or ordered]


def _held_at_home(situation: Situation) -> set[str]:
    """Return the capabilities that home people or home pools have at any time."""
    scenario = situation.scenario
    home = {person.id for person in scenario.people if person.force == scenario.home}
    held = {one.capability for one in scenario.authorisations if one.person in home}
    held |= {one.capability for one in scenario.events if one.kind == AUTHORISED and one.subject in home}
    return held | {one for pool in scenario.pools if pool.force == scenario.home for one in pool.capabilities}


def _able(situation: Situation, capabilities: tuple[str, ...], force: int, minutes: int) -> tuple[int, ...]:
    """Return what somebody could do in each span, as bit masks over the demands."""
    timeline, records = situation.timeline, situation.records
    suiting = records.abilities.alternatives.suiting(records.skills.mask(capabilities))
    ready = suiting & timeline.waiting.demands_in(minutes)
    kind = situation.scenario.forces_in_order[force].kind
    return tuple(ready & permitted[kind] for permitted in timeline.rules.permitted)


def turns(situation: Situation, newcomers: Newcomers) -> list[Instant]:
    """Return the instants at which newcomers come or go, or the law or their readiness lets them do other duties.

    Windows need not be cut there, because nobody else may come, go or do anything else then.
    """
    starts = situation.timeline.rules.starts.tolist()
    could = newcomers.demands
    changes = [start for start, before, after in zip(starts[1:], could, could[1:], strict=False) if before != after]
    return [*newcomers.there, *changes]


def cut(windows: Windows, *instants: Instant) -> Windows:
    """Return the windows, cut also at some instants."""
    inside = [one for one in instants if windows.starts[0] < one < windows.untils[-1]]
    starts = np.union1d(windows.starts, np.array(inside, dtype=np.int64))
    row = np.searchsorted(windows.starts, starts, side="right") - 1
    untils = np.append(starts[1:], windows.untils[-1:])
    return replace(windows, starts=starts, untils=untils, counts=windows.counts[row], required=windows.required[row])


@dataclass(frozen=True)
class Reinforced:
    """Windows with newcomers in them, for many numbers of newcomers side by side.

    Attributes
    ----------
    windows
        The windows without newcomers. All supply is of one force, because gaps do not depend on whose it is, and the
        last classes are those of the newcomers.
    column
        The class of the newcomers in each window; -1 where they are not there or could do nothing, shape (windows,).
    """

    windows: Windows
    column: NDArray[np.int64]

    @property
    def at_once(self) -> int:
        """The most windows, each with a number of newcomers, to examine together."""
        width = len(self.windows.classes) + int(self.windows.required.shape[1])
        return max(_NUMBERS // max(width, 1), 1)

    def with_more(self, rows: NDArray[np.intp], numbers: NDArray[np.int64]) -> Windows:
        """Return some windows, each with a number of newcomers."""
        windows = self.windows
        counts = windows.counts[rows]
        there = np.flatnonzero(self.column[rows] >= 0)
        counts[there, self.column[rows[there]]] += numbers[there]
        required, starts, untils = windows.required[rows], windows.starts[rows], windows.untils[rows]
        return replace(windows, starts=starts, untils=untils, counts=counts, required=required)


def reinforced(situation: Situation, windows: Windows, newcomers: Newcomers) -> Reinforced:
    """Return windows, which are cut where newcomers come and go, with room for them."""
    starts = windows.starts
    there = (starts >= newcomers.there.start) & (starts < newcomers.there.until)
    span = np.searchsorted(situation.timeline.rules.starts, starts, side="right") - 1
    masks = [newcomers.demands[one] if here else 0 for one, here in zip(span.tolist(), there.tolist(), strict=True)]
    ours = dict.fromkeys(mask for mask in masks if mask)
    first = len(windows.classes)
    place = {mask: first + number for number, mask in enumerate(ours)}
    column = np.array([place.get(mask, -1) for mask in masks], dtype=np.int64)
    classes = (*(SupplyClass(0, kind.duties) for kind in windows.classes), *(SupplyClass(0, mask) for mask in ours))
    counts = np.hstack([windows.counts, np.zeros((len(windows), len(ours)), dtype=np.int64)])
    return Reinforced(replace(windows, classes=classes, counts=counts, forces=1), column)


def numbered(rows: NDArray[np.intp], numbers: range, most: int) -> Iterator[tuple[NDArray[np.intp], NDArray[np.int64]]]:
    """Yield each of some windows with each number, as pairs of arrays of about `most` at a time, number by number."""
    if not len(rows):
        return
    each = max(most // len(rows), 1)
    for first in range(numbers.start, numbers.stop, each):
        some = np.arange(first, min(first + each, numbers.stop))
        yield np.tile(rows, len(some)), np.repeat(some, len(rows))
