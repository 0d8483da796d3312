"""Counts of step-backs and returns, and the time in which people could have stepped back or returned.

They come from the changes of standing that the register folds from events, for one force and one capability, or all.
Nothing about one person leaves this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.time import DAY, Instant, Period

if TYPE_CHECKING:
    from standto.register import Situation
    from standto.register.standing import Standing

OUTSIDE, THERE, AWAY = 0, 1, 2
"""The states of a person: holds no ticket for it, could step back, has stepped back."""

BANDS: tuple[tuple[int, int | None], ...] = ((0, 1), (1, 3), (3, 7), (7, 28), (28, None))
"""The bands of days away, each from the first until the second; None: without end."""


class TimeAway(NamedTuple):
    """The returns of people after some days away.

    Attributes
    ----------
    days, until_days
        The band, in days away.
    returns
        The number of returns.
    person_days
        The days that people spent away in the band.
    """

    days: int
    until_days: int | None
    returns: int
    person_days: Fraction


@dataclass(frozen=True, slots=True)
class AwayCounts:
    """Counts of one force, and of one capability or all.

    Attributes
    ----------
    force
        The force's id.
    capability
        The capability's id; empty for all together: somebody is away who has stepped back from everything that a duty
        asks for.
    there, away
        The numbers at the end of the period of people who could step back, and of people who have.
    away_before
        The number of people who had stepped back at its start.
    step_backs, returns
        How often people stepped back and returned within it.
    there_days, away_days
        The days that people spent in each state, on duty or not. Days without a current ticket are in neither, but a
        step-back of somebody without one counts.
    leavers, back
        The number of people who stepped back within it at least once; and of those of them who are not away at its end.
    by_time_away
        The returns by days away.
    step_back_times
        The time of each step-back, ascending.
    """

    force: str
    capability: str
    there: int
    away: int
    away_before: int
    step_backs: int
    returns: int
    there_days: Fraction
    away_days: Fraction
    leavers: int
    back: int
    by_time_away: tuple[TimeAway, ...]
    step_back_times: tuple[Instant, ...]


class StateChanges(NamedTuple):
    """The changes of one force and capability, by time: arrays of one length, and the states at the start."""

    at: NDArray[np.int64]
    person: NDArray[np.int32]
    before: NDArray[np.int8]
    after: NDArray[np.int8]
    start: NDArray[np.int8]


def counts_in(situation: Situation, period: Period, force: str, capability: str = "") -> AwayCounts:
    """Return the counts of a force and a capability in a period.

    Parameters
    ----------
    situation
        Says what is known.
    period
        From its start until its end, both instants that the record covers.
    """
    changes = changes_of(situation, period, force, capability)
    there, away = (int((changes.start == state).sum()) for state in (THERE, AWAY))
    found = _Counting(period.start, there, away, _away_since(situation, changes, period.start))
    for change in zip(*(each.tolist() for each in changes[:4]), strict=True):
        found.follow(*change)
    found.pass_time(period.until)
    still_away = [(since, period.until, False) for since in found.away_since.values()]
    return AwayCounts(
        force=force,
        capability=capability,
        there=found.there,
        away=found.away,
        away_before=away,
        step_backs=len(found.step_backs),
        returns=len(found.spells),
        there_days=Fraction(found.there_time, DAY),
        away_days=Fraction(found.away_time, DAY),
        leavers=len(found.gone),
        back=sum(not still for still in found.gone.values()),
        by_time_away=_by_time_away([*found.spells, *still_away], period),
        step_back_times=tuple(found.step_backs),
    )


@dataclass(slots=True)
class _Counting:
    """The counts of a period, as its changes are followed in order of time.

    Attributes
    ----------
    now
        The time until which they count.
    there, away
        The numbers of people in each state now.
    away_since
        The time since which each person is away.
    there_time, away_time
        The time that people have spent in each state.
    step_backs, spells
        The time of each step-back; each spell away that has ended, from when until when, and that somebody returned.
    gone
        The people who stepped back, and whether each is away.
    """

    now: Instant
    there: int
    away: int
    away_since: dict[int, Instant]
    there_time: int = 0
    away_time: int = 0
    step_backs: list[Instant] = field(default_factory=list)
    spells: list[tuple[Instant, Instant, bool]] = field(default_factory=list)
    gone: dict[int, bool] = field(default_factory=dict)

    def pass_time(self, until: Instant) -> None:
        """Count the time that people spend in their states."""
        self.there_time += self.there * (until - self.now)
        self.away_time += self.away * (until - self.now)
        self.now = until

    def follow(self, at: Instant, person: int, before: int, after: int) -> None:
        """Count a change of a person's state."""
        self.pass_time(at)
        self.there += (after == THERE) - (before == THERE)
        self.away += (after == AWAY) - (before == AWAY)
        if before == AWAY:
            self.spells.append((self.away_since.pop(person), at, True))
        if after == AWAY:
            self.away_since[person] = at
            self.step_backs.append(at)
        if person in self.gone or after == AWAY:
            self.gone[person] = after == AWAY


def changes_of(situation: Situation, period: Period, force: str, capability: str = "") -> StateChanges:
    """Return the changes of a force's people between the states of a capability, within a period."""
    moves = situation.moves
    start = _standing_at(situation, period.start)
    states = states_of(situation, force, capability)
    inside = slice(*np.searchsorted(moves.at, [period.start, period.until], side="right").tolist())
    before, after = states[moves.before[inside]], states[moves.after[inside]]
    changed = before != after
    return StateChanges(
        moves.at[inside][changed], moves.person[inside][changed], before[changed], after[changed], states[start]
    )


def states_of(situation: Situation, force: str, capability: str = "") -> NDArray[np.int8]:
    """Return the state of people with each standing, shape (standings + 1,); the last is for none."""
    scenario, skills = situation.scenario, situation.records.skills
    number = [each.id for each in scenario.forces_in_order].index(force)
    bits = skills.bit[capability] & skills.relevant if capability else skills.relevant
    found = [_state(standing, number, bits) for standing in list(situation.standings)]
    return np.array([*found, OUTSIDE], dtype=np.int8)


def _state(standing: Standing, force: int, bits: int) -> int:
    """Return the state of people with a standing."""
    held = standing.ever & bits
    if standing.force != force or not held:
        return OUTSIDE
    if not standing.willing & held:
        return AWAY
    return THERE if standing.current & standing.willing & held else OUTSIDE


def _standing_at(situation: Situation, instant: Instant) -> NDArray[np.int32]:
    """Return the standing of each person, shape (people,)."""
    standing = np.full(len(situation.scenario.people), -1, dtype=np.int32)
    return situation.moves.applied_to(standing, None, instant)


def _away_since(situation: Situation, changes: StateChanges, start: Instant) -> dict[int, Instant]:
    """Return the time since which each person is away who had stepped back at the start."""
    people = np.flatnonzero(changes.start == AWAY)
    if not len(people):
        return {}
    moves = situation.moves
    since = dict.fromkeys(people.tolist(), start)
    stepped = [standing.stepped_back for standing in list(situation.standings)]
    earlier = moves.where(slice(0, int(np.searchsorted(moves.at, start, side="right"))))
    among = np.isin(earlier.person, people)
    for at, person, before, after in zip(*(each[among].tolist() for each in earlier), strict=True):
        if stepped[after] and (before < 0 or not stepped[before]):
            since[person] = at
    return since


def _by_time_away(spells: Sequence[tuple[Instant, Instant, bool]], period: Period) -> tuple[TimeAway, ...]:
    """Return the returns and the days away by band; only the part of each spell within the period counts."""
    found = []
    for days, until_days in BANDS:
        returns = time = 0
        for since, until, returned in spells:
            opens = since + days * DAY
            closes = until if until_days is None else min(until, since + until_days * DAY)
            time += max(closes - max(opens, period.start), 0)
            length = until - since
            returns += returned and days * DAY <= length and (until_days is None or length < until_days * DAY)
        found.append(TimeAway(days, until_days, returns, Fraction(time, DAY)))
    return tuple(found)
