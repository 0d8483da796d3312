"""Cover for viewers: large gaps by duty and hour, and one word for a small gap or a small margin.

A small gap is about few people, and its hours are somebody's shift. If one more person opens a gap, the margin was
small before. Viewers therefore see small gaps and small margins as one state, and cannot tell when one person's step
back opened a gap. Cover is worked out for whole days, so that its hours do not follow from the moments at which a gap
comes into sight or passes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time, timedelta
from itertools import groupby

from standto.coverage import cover, margin
from standto.coverage.how_soon import readiness_lines
from standto.coverage.lines import duty_lines
from standto.model.scenario import Scenario
from standto.model.time import Instant, Period
from standto.model.zone import Zone
from standto.presenting.duties import DutyLine, Stretch
from standto.register import Situation
from standto.wording import joined
from standto_desk.components.small_numbers import coarse
from standto_desk.picture.drawing import Picture

_MIDNIGHT = time()


@dataclass(frozen=True, slots=True)
class LargeGap:
    """A longest period, in whole hours, in which a duty lacks about the same number of places.

    Attributes
    ----------
    short
        How many are missing, in words.
    least
        The smallest number that those words mean.
    now
        Whether the moment that is shown lies in it.
    """

    start: Instant
    until: Instant
    short: str
    least: int
    now: bool


@dataclass(frozen=True, slots=True)
class CoarseDuty:
    """A duty as viewers see it. The number that it requires is a rule, not a number of people.

    Attributes
    ----------
    required
        How many people it requires now; None if it does not stand.
    gaps
        Its large gaps from now on, in order.
    small
        The words for a number that is not shown: what it lacks if it has no large gap.
    settled
        Whether cover is not tight, so that a duty without a large gap is covered.
    """

    duty: str
    name: str
    required: int | None
    gaps: tuple[LargeGap, ...]
    small: str
    settled: bool

    @property
    def gap_now(self) -> LargeGap | None:
        """The large gap that it has now."""
        return next((gap for gap in self.gaps if gap.now), None)

    @property
    def first_gap(self) -> LargeGap | None:
        """The large gap that it has now, or the first one ahead."""
        return self.gaps[0] if self.gaps else None

    @property
    def most_short(self) -> str:
        """The largest gap, in words."""
        worst = max(self.gaps, key=lambda gap: gap.least, default=None)
        return worst.short if worst else self.small

    @property
    def state(self) -> str:
        """Its state now, in words."""
        if self.required is None:
            return "does not stand"
        return f"{self.gap_now.short} short of {self.required:,}" if self.gap_now else f"requires {self.required:,}"


@dataclass(frozen=True, slots=True)
class CoarseCover:
    """Cover and margin of some whole days.

    Attributes
    ----------
    start, until
        The days.
    duties
        Those with a large gap first, by when it begins; then the others, in order of precedence.
    tight
        Whether some duty has a small gap, some crew is below what it needs, or the margin is small.
    margin
        How many more may step back, in words; blank if nothing can break cover.
    crews_below
        The number of crews below what they need at the moment that is shown.
    """

    start: Instant
    until: Instant
    duties: tuple[CoarseDuty, ...]
    tight: bool
    margin: str
    crews_below: int = 0


def coarse_cover(picture: Picture, least: int, ready: int | None = None) -> CoarseCover:
    """Return the cover of a picture as viewers may see it.

    Parameters
    ----------
    picture
        The picture of a whole hour.
    least
        The smallest number that is shown.
    ready
        The minutes that every duty and crew can wait at least; None: only as long as their rows say.
    """
    situation, scenario, at = picture.situation, picture.scenario, picture.at
    start, until = whole_days(situation, at)
    days = replace(situation, at=start, ready=ready)
    answer = cover(days, until=until)
    spare = _spare(days, until)
    tight = not answer.covered or (spare is not None and spare < least)
    duties = [coarsened(line, at, least, scenario.zone, settled=not tight) for line in duty_lines(answer)]
    duties.sort(key=lambda duty: duty.gaps[0].start if duty.gaps else 2**62)
    words = coarse(spare or 0, least) if tight or spare is not None else ""
    return CoarseCover(start, until, tuple(duties), tight, words, int(picture.cover.below_needs[0].sum()))


def planned_readiness(scenario: Scenario) -> tuple[int, ...]:
    """Return each readiness in the tables, in minutes, 0 first; one that somebody says of themselves is left out."""
    tables = (scenario.rota, scenario.shifts, scenario.pools)
    return tuple(sorted({0, *(row.ready_minutes for table in tables for row in table)}))


def coarse_readiness(picture: Picture, least: int, at_once: CoarseCover) -> tuple[tuple[str, str], ...]:
    """Return what is covered at once, and within each readiness that the scenario knows, as viewers may see it.

    Parameters
    ----------
    at_once
        The cover of the picture, if nobody waits longer than the tables say.
    """
    known = planned_readiness(picture.scenario)
    lines = [line for line in readiness_lines(picture.cover) if line.minutes in known]
    answers = (coarse_cover(picture, least, line.minutes) if line.minutes else at_once for line in lines)
    return tuple((line.label, _in_short(answer, least)) for line, answer in zip(lines, answers, strict=True))


def _in_short(days: CoarseCover, least: int) -> str:
    short = [f"{duty.name} up to {duty.most_short} short" for duty in days.duties if duty.gaps]
    if short:
        return f"{joined(short)} at worst"
    return f"tight: no gap of {least:,} places or more" if days.tight else "covered, all the time"


def whole_days(situation: Situation, at: Instant) -> Period:
    """Return the whole days that viewers see: from a moment's midnight to the end of the look-ahead."""
    scenario, horizon = situation.scenario, situation.scenario.horizon
    zone, seen = scenario.zone, at + scenario.policy.look_ahead
    until = max(_midnight(zone, seen), _midnight(zone, at, days=1))
    return Period(max(_midnight(zone, at), horizon.start), min(until, horizon.until))


def _midnight(zone: Zone, instant: Instant, days: int = 0) -> Instant:
    """Return the midnight at which an instant's day begins, or that of some days later."""
    return zone.wall_clock(zone.local(instant).date() + timedelta(days=days), _MIDNIGHT)


def coarsened(line: DutyLine, at: Instant, least: int, zone: Zone, *, settled: bool) -> CoarseDuty:
    """Return a duty's line without its small numbers and its minutes."""
    now = next((one for one in line.stretches if one.start <= at < one.until), line.now)
    return CoarseDuty(
        duty=line.duty,
        name=line.name,
        required=now.required,
        gaps=tuple(_large_gaps(line.stretches, at, least, zone)),
        small=coarse(0, least),
        settled=settled,
    )


def _large_gaps(stretches: Sequence[Stretch], at: Instant, least: int, zone: Zone) -> Iterator[LargeGap]:
    """Yield large gaps from a moment on: neighbouring stretches that lack about the same, in whole hours."""
    for step, same in groupby(stretches, key=lambda one: one.gap // least):
        run = list(same)
        start, until = run[0].start, run[-1].until
        if step and until > at:
            first, last = max(zone.hour(start), at), zone.next_hour(until - 1)
            yield LargeGap(first, last, coarse(step * least, least), step * least, now=start <= at)


def _spare(days: Situation, until: Instant) -> int | None:
    """Return the margin of every duty together; None if nothing can break cover."""
    weakest = margin(days, until=until, runs=None).least
    if not weakest or weakest[-1].critical is None:
        return None
    return max(weakest[-1].critical.worst_case, 0)
