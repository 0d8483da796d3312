"""The effect of an entry on crews: when each would be in another state, and in which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from standto.coverage.crews_in_words import crew_lines
from standto.model.time import Instant
from standto.model.zone import Zone
from standto.presenting.crews import STANDS_NOT, CrewLine, CrewStretch
from standto.wording import counted, span
from standto_desk.picture.drawing import Effect

Aligned: TypeAlias = tuple[CrewStretch, CrewStretch, Instant, Instant]
"""A crew's state before and after an entry, and the time in which it has both."""
MOST_TIMES = 4
"""The most times of one crew that are shown."""


@dataclass(frozen=True, slots=True)
class ComparedCrew:
    """A time in which a crew would be in another state.

    Attributes
    ----------
    crew
        Its name.
    when
        The time in words; or the number of further times.
    start, until
        The time; of further times, from the first to the last.
    before, after
        Its state before and after the entry, in words; empty for further times.
    tone
        ``gap`` if it would fall below what it needs, or further; ``watch`` if it would fall and still be at what it
        needs; ``good`` otherwise.
    falls, comes_back
        Whether it would be in a worse state, or in a better one.
    """

    crew: str
    when: str
    start: Instant
    until: Instant
    before: str = ""
    after: str = ""
    tone: str = "good"
    falls: bool = False
    comes_back: bool = False

    @property
    def name(self) -> str:
        """The crew and the time."""
        return f"{self.crew}, {self.when}"


def compared_crews(effect: Effect) -> tuple[tuple[ComparedCrew, ...], ...]:
    """Return, for each crew whose state would change, the times in which it is another."""
    scenario = effect.before.scenario
    orders = {states.crew.id: states.names for states in scenario.crew_states}
    pairs = zip(crew_lines(effect.before.cover), crew_lines(effect.cover), strict=True)
    found = (tuple(_times(then, now, orders[now.crew], effect.before.known_at)) for then, now in pairs)
    return tuple(times for times in found if times)


def crew_parts(crews: tuple[tuple[ComparedCrew, ...], ...]) -> list[str]:
    """Return the numbers of crews that would be in a worse or a better state, in words."""
    falls = sum(any(one.falls for one in times) for times in crews)
    comes_back = sum(any(one.comes_back for one in times) for times in crews)
    numbers = ((falls, "worse"), (comes_back, "better"))
    return [f"{counted(number, 'crew')} would be in a {how} state" for number, how in numbers if number]


def shown_times(crews: tuple[tuple[ComparedCrew, ...], ...]) -> tuple[ComparedCrew, ...]:
    """Return the first times of each crew, and the number of the others."""
    return tuple(one for times in crews for one in _first(times))


def _first(times: tuple[ComparedCrew, ...]) -> Iterator[ComparedCrew]:
    yield from times[:MOST_TIMES]
    if others := times[MOST_TIMES:]:
        worst = next(tone for tone in ("gap", "watch", "good") if any(one.tone == tone for one in others))
        falls = any(one.falls for one in others)
        more = counted(len(others), "more time")
        yield ComparedCrew(others[0].crew, more, others[0].start, others[-1].until, tone=worst, falls=falls)


def _times(then: CrewLine, now: CrewLine, order: tuple[str, ...], at: Instant) -> Iterator[ComparedCrew]:
    """Yield each longest time in which a crew's states differ in one way."""
    aligned = groupby(_aligned(then, now), key=lambda each: (each[0].state, each[1].state))
    for (before, after), same in aligned:
        if before != after:
            run = list(same)
            yield _compared(now, run[0], run[-1][3], order, at)


def _aligned(then: CrewLine, now: CrewLine) -> Iterator[Aligned]:
    """Yield the two states of a crew over each longest time in which neither changes."""
    first, second = 0, 0
    while first < len(then.stretches) and second < len(now.stretches):
        before, after = then.stretches[first], now.stretches[second]
        until = min(before.until, after.until)
        yield before, after, max(before.start, after.start), until
        first += before.until == until
        second += after.until == until


def _compared(line: CrewLine, first: Aligned, until: Instant, order: tuple[str, ...], at: Instant) -> ComparedCrew:
    before, after, start, _ = first
    # A crew that does not stand is as good as one that has what it needs.
    stands = STANDS_NOT not in {before.state, after.state}
    then, now = (_rank(one, order) if stands else not one.covered for one in (before, after))
    tone = "good" if now <= then else "watch" if after.covered else "gap"
    times = (_when(start, until, at, line.zone), start, until)
    return ComparedCrew(line.name, *times, before.words, after.words, tone, falls=now > then, comes_back=now < then)


def _rank(stretch: CrewStretch, order: tuple[str, ...]) -> int:
    """Return the place of a state among those of its crew, the best first, with ``off`` last."""
    return order.index(stretch.state) if stretch.state in order else len(order)


def _when(start: Instant, until: Instant, at: Instant, zone: Zone) -> str:
    words = span(zone, start, until, named=True)
    return f"now, {words}" if start == at else words
