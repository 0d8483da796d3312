"""What a pool's places can fill: the duties that stand, that they can do, and that the law lets them do then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from standto.ladder.look_ahead import period_ahead
from standto.model.time import Period
from standto.register import duties_of, situation_in
from standto.wording import listed, moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.scenario import Pool
    from standto.model.time import Instant
    from standto.model.zone import Zone
    from standto.register import Situation


class UsablePeriod(NamedTuple):
    """A time in which a pool's places can fill the same duties; these as a bit mask in order."""

    period: Period
    duties: int


@dataclass(frozen=True)
class PoolUse:
    """What a pool's places can fill at a moment, and otherwise why they cannot.

    Attributes
    ----------
    now
        Whether they can fill a duty.
    later
        When they first can after that, in the look-ahead; None: at no time of it.
    declarations
        What has to be declared for them to fill a duty in the look-ahead.
    begins, ended
        When the pool's time begins, where it has not; whether it has ended.
    able
        Whether there is a duty that asks for what they are able to do.
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
        """Say that the places can fill nothing now, and why; empty where they can."""
        if self.now:
            return ""
        said = f"can fill no duty now: {self._why(zone)}"
        return said if self.later is None else f"{said}; from {moment(zone, self.later, named=True)} on they can"

    def _why(self, zone: Zone) -> str:
        """Say why they can fill nothing."""
        if self.ended:
            return "the pool’s time has ended"
        if self.begins is not None:
            return f"the pool’s time begins {moment(zone, self.begins, named=True)}"
        if not self.able:
            return "no duty asks for what they are able to do"
        if self.declarations:
            return f"{listed(self.declarations, 'or')} is not declared"
        return "none that they may do stands" if self.later is not None else "they may do none that stands"


def use_of(situation: Situation, pool: Pool, at: Instant) -> PoolUse:
    """Return what a pool's places can fill at a moment, by what is declared, and in the look-ahead after it."""
    found = fillings(situation, pool, period_ahead(situation.scenario, at))
    now = any(at in one.period for one in found)
    later = None if now else next((one.period.start for one in found), None)
    return PoolUse(
        now=now,
        later=later,
        declarations=() if found else declarations_for(situation, pool, at),
        begins=pool.period.start if pool.period.start > at else None,
        ended=pool.period.until <= at,
        able=bool(_able(situation, pool)),
    )


def idle_words(situation: Situation, pool: Pool, at: Instant) -> str:
    """Say that a pool's places can fill no duty now, and why; empty where they can, and of a pool of the home force."""
    scenario = situation.scenario
    return "" if pool.force == scenario.home else use_of(situation, pool, at).words(scenario.zone)


def declarations_for(situation: Situation, pool: Pool, at: Instant) -> tuple[str, ...]:
    """Return the declarations not in force under each of which a pool's places could fill more in the look-ahead."""
    scenario, seen = situation.scenario, period_ahead(situation.scenario, at)
    kind = scenario.force[pool.force].kind
    named = [row.when for row in scenario.powers or () if row.kind == kind and row.permitted and row.when]
    named += [duty.when for duty in scenario.duties if duty.when]
    in_force = situation.rules.declared[situation.rules.span(at)]
    others = [name for name in dict.fromkeys(named) if name not in in_force]
    already = _union(fillings(situation, pool, seen))
    return tuple(name for name in others if _union(fillings(_under(situation, name), pool, seen)) & ~already)


def fillings(situation: Situation, pool: Pool, period: Period) -> tuple[UsablePeriod, ...]:
    """Return the times of a period in which a pool's places can fill something."""
    return tuple(one for one in _fillings(situation, pool, period) if one.duties)


def _fillings(situation: Situation, pool: Pool, period: Period) -> Iterator[UsablePeriod]:
    """Yield what a pool's places can fill, span of the rules by span."""
    rules, able = situation.rules, _able(situation, pool)
    kind = situation.scenario.force[pool.force].kind
    first, last = rules.span(period.start), rules.span(period.until - 1)
    ends = [*(int(start) for start in rules.starts[first + 1 : last + 1]), period.until]
    for span, end in zip(range(first, last + 1), ends, strict=True):
        start = max(period.start, int(rules.starts[span]), pool.period.start)
        until = min(end, pool.period.until)
        wanted = sum(1 << int(duty) for duty in np.flatnonzero(rules.required[span] > 0))
        if start < until:
            yield UsablePeriod(Period(start, until), able & wanted & rules.permitted[span][kind])


def _able(situation: Situation, pool: Pool) -> int:
    """Return the duties that a pool's places are able to do, as a bit mask in order."""
    records = situation.records
    return duties_of(records.skills.mask(pool.capabilities), records.duty_masks)


def _under(situation: Situation, name: str) -> Situation:
    """Return a situation with a declaration taken to be in force."""
    assumed = (*situation.assumed, name)
    return situation_in(situation.records, at=situation.at, known_at=situation.known_at, assume=assumed)


def _union(found: tuple[UsablePeriod, ...]) -> int:
    """Return every duty that some fillings have, as a bit mask."""
    duties = 0
    for one in found:
        duties |= one.duties
    return duties
