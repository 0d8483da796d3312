"""The duties that a pool's places can fill: those that stand, match their skills and are permitted by law."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

import numpy as np

from standto.ladder.look_ahead import assuming, period_ahead, skilled_for
from standto.model.time import Period
from standto.register import opened_by
from standto.wording import listed, moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.ladder.look_ahead import LookAhead
    from standto.model.people import Pool
    from standto.model.scenario import Scenario
    from standto.model.time import Instant
    from standto.model.zone import Zone
    from standto.register import Situation


@dataclass(frozen=True)
class PoolUse:
    """Whether a pool's places can fill a duty at a moment, and the reason if they cannot.

    Attributes
    ----------
    now
        Whether they can fill a duty at the moment.
    later
        When they first can after it, within the look-ahead; None if they cannot.
    declarations
        The declarations that would let them fill a duty within the look-ahead.
    begins, ended
        When the pool's time begins, if it has not yet; whether it has ended.
    able
        Whether any duty asks for the places' skills.
    """

    now: bool
    later: Instant | None = None
    declarations: tuple[str, ...] = ()
    begins: Instant | None = None
    ended: bool = False
    able: bool = True

    @property
    def ever(self) -> bool:
        """Whether they can fill a duty at some time of the look-ahead."""
        return self.now or self.later is not None

    def words(self, zone: Zone) -> str:
        """Return a phrase that says why the places can fill no duty now; empty if they can fill one."""
        if self.now:
            return ""
        reason = f"can fill no duty now: {self._reason(zone)}"
        return reason if self.later is None else f"{reason}; they can from {moment(zone, self.later, named=True)}"

    def _reason(self, zone: Zone) -> str:
        if self.ended:
            return "the pool’s time has ended"
        if self.begins is not None:
            return f"the pool’s time begins {moment(zone, self.begins, named=True)}"
        if not self.able:
            return "no duty needs their skills"
        if self.declarations:
            return f"{listed(self.declarations, 'or')} is not declared"
        return "no duty open to them stands yet" if self.later is not None else "no duty that stands is open to them"


def use_of(situation: Situation, pool: Pool, at: Instant) -> PoolUse:
    """Return the use of a pool's places at a moment and in the look-ahead after it, under declarations in force."""
    # Of the periods in which they can fill a duty, in the order of time, the first alone matters.
    first = next((period for period, _ in _usable_periods(situation, pool, period_ahead(situation.scenario, at))), None)
    now = first is not None and at in first
    return PoolUse(
        now=now,
        later=None if first is None or now else first.start,
        declarations=declarations_for(situation, pool, at) if first is None else (),
        begins=pool.period.start if pool.period.start > at else None,
        ended=pool.period.until <= at,
        able=bool(skilled_for(situation, pool)),
    )


def _usable_periods(situation: Situation, pool: Pool, period: Period) -> Iterator[tuple[Period, int]]:
    """Yield the parts of a period in which a pool's places can fill a duty, with these duties as a bit mask."""
    rules, skilled = situation.rules, skilled_for(situation, pool)
    kind = situation.scenario.force[pool.force].kind
    first, last = rules.span(period.start), rules.span(period.until - 1)
    ends = [*(int(start) for start in rules.starts[first + 1 : last + 1]), period.until]
    for span, end in zip(range(first, last + 1), ends, strict=True):
        start = max(period.start, int(rules.starts[span]), pool.period.start)
        until = min(end, pool.period.until)
        wanted = sum(1 << int(duty) for duty in np.flatnonzero(rules.required.of(span) > 0))
        duties = skilled & wanted & rules.permitted[span][kind]
        if start < until and duties:
            yield Period(start, until), duties


# -- declarations that would open more ------------------------------------------------------------------------


def declarations_for(situation: Situation, pool: Pool, at: Instant) -> tuple[str, ...]:
    """Return the declarations that, if in force, would each let a pool's places fill more in the look-ahead."""
    scenario, ahead = situation.scenario, period_ahead(situation.scenario, at)
    named = [*permitting_declarations(scenario, scenario.force[pool.force].kind)]
    named += [duty.when for duty in scenario.duties if duty.when]
    in_force = situation.rules.declared[situation.rules.span(at)]
    others = [name for name in dict.fromkeys(named) if name not in in_force]
    already = _ever_usable(situation, pool, ahead)
    return tuple(name for name in others if _ever_usable(assuming(situation, name), pool, ahead) & ~already)


def _ever_usable(situation: Situation, pool: Pool, period: Period) -> int:
    """Return every duty that a pool's places can fill at some time of a period, as a bit mask."""
    return reduce(or_, (duties for _, duties in _usable_periods(situation, pool, period)), 0)


def permitting_declarations(scenario: Scenario, kind: str) -> tuple[str, ...]:
    """Return the declarations on which any power of a kind of force depends, as listed."""
    rows = scenario.powers or ()
    return tuple(dict.fromkeys(row.when for row in rows if row.kind == kind and row.permitted and row.when))


def conditions(ahead: LookAhead, pool: Pool) -> tuple[str, ...]:
    """Return the declarations that open a duty to a pool at some time of the look-ahead, as listed.

    A declaration opens a duty if the pool has a skill for it and its force may do it only under the declaration. A
    declaration that opens nothing, or only what the pool may do anyway, is not a condition.
    """
    kind = ahead.scenario.force[pool.force].kind
    skilled = skilled_for(ahead.situation, pool)
    return tuple(
        name
        for name in permitting_declarations(ahead.scenario, kind)
        if any(skilled & opened for opened in _opened(ahead, kind, name))
    )


def _opened(ahead: LookAhead, kind: str, name: str) -> Iterator[int]:
    """Yield the duties that a declaration opens to a kind of force, as bit masks, for each state of the law ahead."""
    rules = ahead.situation.rules
    spans = range(rules.span(ahead.at), rules.span(ahead.period.until - 1) + 1)
    # Spans with the same declarations and rows of powers in force share one mapping, so one of them is enough.
    distinct = {id(rules.permitted[span]): span for span in spans}
    for span in distinct.values():
        yield opened_by(ahead.scenario, kind, int(rules.starts[span]), rules.declared[span], name)
