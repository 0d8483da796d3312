"""Supposed changes, each of which lays rows over a scenario and says in full what it supposes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from standto.model.event import (
    AVAILABLE,
    DECLARED,
    DUTY_RESUMED,
    LINE_OF,
    LINES,
    RETURNED,
    STRENGTH_CHANGED,
    UNAVAILABLE,
    Event,
)
from standto.model.time import FOREVER, Instant, Period
from standto.register import Situation
from standto.scenario.warnings_events import about_events
from standto.supposing.choice import GroupSteppingBack
from standto.supposing.ground import Ground
from standto.supposing.lines import away, bearing_kinds, deciding, moments_in, reasserted
from standto.supposing.subjects import Subject


class NotSupposable(ValueError):
    """A change that cannot be supposed; the message says what is wrong and what is allowed."""


class Laid(NamedTuple):
    """A change laid over its ground: the new ground, the change told in full, and warnings.

    `group` is the people that a number stands for; None if the change has none.
    """

    ground: Ground
    told: str
    warnings: tuple[str, ...] = ()
    group: GroupSteppingBack | None = None


class Change(Protocol):
    """Something that can be supposed."""

    def laid_over(self, ground: Ground) -> Laid:
        """Return the change laid over a ground; raise `NotSupposable` or `ScenarioError` if it cannot be."""


@dataclass(frozen=True, slots=True)
class When:
    """The time of a change; None: from the start, until the end."""

    since: Instant | None = None
    until: Instant | None = None

    def period(self, ground: Ground) -> Period:
        """Return the time of the change over a ground."""
        start = ground.start if self.since is None else self.since
        until = FOREVER if self.until is None else self.until
        if until <= start:
            told = ground.told_moment
            raise NotSupposable(f"until: {told(until)} is not after {told(start)}, when it starts")
        return Period(start, until)

    def warnings(self, ground: Ground) -> tuple[str, ...]:
        """Return a warning if the change lies outside the time that the answer looks at."""
        if self.period(ground).overlap(ground.looks):
            return ()
        looks = ground.told_period(*ground.looks)
        return (f"this lies outside the time that the answer looks at, {looks}, so it changes nothing",)


THROUGHOUT = When()
"""From the start until the end."""

_TOLD: Mapping[str, str] = {
    "stepped-back": "{who} steps back from {what}",
    "returned": "{who} returns to {what}",
    "authority-withdrawn": "the authority of {who} is withdrawn for {what}",
    "authority-restored": "the authority of {who} is in force for {what}",
    "authorised": "{who} holds a ticket for {what}",
    "authorisation-ended": "{who} holds no ticket for {what}",
    "called-in": "{who} is called in",
    "stood-off": "{who} is stood off",
    "on-call": "{who} is on call, ready within {count} minutes",
    "unavailable": "{who} is unavailable",
    "available": "{who} is available again",
    "duty-suspended": "{who} is suspended",
    "duty-resumed": "{who} is not suspended",
    "declared": "{who} is in force",
    "ended": "{who} is not in force",
}


@dataclass(frozen=True, slots=True)
class LineChange:
    """Events of one kind about some subjects, which decide throughout their time whatever is in the file.

    Attributes
    ----------
    subjects
        People, duties or crews, or declarations.
    who
        The words for them; empty: their ids.
    """

    kind: str
    subjects: tuple[Subject, ...]
    when: When = THROUGHOUT
    capability: str = ""
    count: int | None = None
    who: str = ""

    def laid_over(self, ground: Ground) -> Laid:
        """Return the change laid over a ground."""
        period, ids = self.when.period(ground), [subject.id for subject in self.subjects]
        about = ground.events_about(ids, bearing_kinds(self.kind))
        rows = [
            ground.row(self.kind, subject, moment, self._until(period), capability=self.capability, count=self.count)
            for subject in ids
            for moment in (period.start, *self._again(period, about.get(subject, ())))
        ]
        warnings = self.when.warnings(ground) or self._assumed(ground)
        if not warnings and all(self._holds(ground, ground.known(about.get(subject, ())), period) for subject in ids):
            warnings = ("it is so already, so this changes nothing",)
        return Laid(ground.with_rows(rows), self._told(ground, period), warnings)

    def _assumed(self, ground: Ground) -> tuple[str, ...]:
        """Return a warning if the situation assumes a declaration, whatever events say."""
        assumed = ground.of.assumed if isinstance(ground.of, Situation) else ()
        names = [subject.id for subject in self.subjects if self.kind in LINES["declared"] and subject.id in assumed]
        return tuple(f"{name} is assumed to be in force throughout, so this changes nothing" for name in names)

    def _until(self, period: Period) -> Instant:
        return FOREVER if self.kind == AVAILABLE else period.until

    def _again(self, period: Period, events: Sequence[Event]) -> list[Instant]:
        return [] if self.kind == AVAILABLE else reasserted(self.kind, self.capability, period, events)

    def _holds(self, ground: Ground, events: Sequence[Event], period: Period) -> bool:
        """Return whether it is so already throughout a period."""
        # An absence that begins later is none that `available` could end.
        moments = [period.start] if self.kind == AVAILABLE else moments_in(events, period)
        return all(self._holds_at(ground, events, moment) for moment in moments)

    def _holds_at(self, ground: Ground, events: Sequence[Event], instant: Instant) -> bool:
        if self.kind in (UNAVAILABLE, AVAILABLE):
            return away(events, instant) == (self.kind == UNAVAILABLE)
        if self.kind in LINES["declared"]:
            found = deciding(events, "", instant)
            return (found is not None and found.kind == DECLARED) == (self.kind == DECLARED)
        skills = (self.capability,) if self.capability else ("", *(one.id for one in ground.scenario.capabilities))
        return all(self._decides(deciding(events, skill, instant)) for skill in skills)

    def _decides(self, event: Event | None) -> bool:
        """Return whether the state that an event decides is that of this change."""
        if event is None:
            return self.kind in (RETURNED, "authority-restored", DUTY_RESUMED)
        return event.kind == self.kind and (event.count or 0) == (self.count or 0)

    def _told(self, ground: Ground, period: Period) -> str:
        who = self.who or ", ".join(str(subject) for subject in self.subjects)
        told = _TOLD[self.kind].format(who=who, what=self.capability or "everything", count=self.count or 0)
        if self.kind == AVAILABLE:
            return f"{told}, from {ground.told_moment(period.start)}"
        return f"{told}, {ground.told_period(*period)}"


@dataclass(frozen=True, slots=True)
class StrengthChange:
    """A duty that needs another number of people."""

    duty: str
    strength: int
    when: When = THROUGHOUT

    def laid_over(self, ground: Ground) -> Laid:
        """Return the change laid over a ground."""
        period = self.when.period(ground)
        events = ground.events_about([self.duty], LINES["strength"]).get(self.duty, [])
        moments = (period.start, *reasserted(STRENGTH_CHANGED, "", period, events))
        rows = [ground.row(STRENGTH_CHANGED, self.duty, one, period.until, count=self.strength) for one in moments]
        known = ground.known(events)
        needed = dict.fromkeys(self._strength(ground, known, moment) for moment in moments_in(known, period))
        before = " and then ".join(f"{number:,}" for number in needed)
        told = f"{self.duty} needs {self.strength:,} instead of {before}, {ground.told_period(*period)}"
        warnings = self.when.warnings(ground)
        if not warnings and list(needed) == [self.strength]:
            warnings = ("it is so already, so this changes nothing",)
        return Laid(ground.with_rows(rows), told, warnings)

    def _strength(self, ground: Ground, events: Sequence[Event], instant: Instant) -> int:
        found = deciding(events, "", instant)
        return ground.scenario.duty[self.duty].strength if found is None else found.count or 0


@dataclass(frozen=True, slots=True)
class EventsAdded:
    """Rows of `events.csv` as they are; the cells by their columns."""

    rows: tuple[Mapping[str, str], ...]

    def laid_over(self, ground: Ground) -> Laid:
        """Return the rows laid over a ground; in a situation, rows without `recorded` are known at once."""
        known = ground.known_at
        recorded = "" if known is None else ground.text(known)
        rows = [{**row, "recorded": row.get("recorded") or recorded} for row in self.rows]
        after = ground.with_rows(rows)
        events = after.scenario.events[len(ground.scenario.events) :]
        told = [f"{event.kind} of {event.subject}, from {ground.told_moment(event.occurred)}" for event in events]
        return Laid(after, "; ".join(told), tuple(_without_effect(ground, after)))


def _without_effect(ground: Ground, after: Ground) -> Iterator[str]:
    """Yield a warning for each event that was added and changes nothing, or less than it says."""
    first = len(ground.scenario.events)
    for warned in about_events(after.scenario):
        if warned.row >= first:
            yield f"row {warned.row - first + 1}: {warned.what}"
    for number, event in enumerate(after.scenario.events[first:], 1):
        if ground.known_at is not None and event.recorded > ground.known_at:
            yield f"row {number}: it is recorded after {ground.told_moment(ground.known_at)}, so it changes nothing"
        elif event.kind in LINE_OF or event.kind in (UNAVAILABLE, AVAILABLE):
            yield from (f"row {number}: {what}" for what in _line_without_effect(ground, event))


def _line_without_effect(ground: Ground, event: Event) -> tuple[str, ...]:
    """Return a warning if what an event says is so already; strengths are left to the change of one."""
    when = When(event.occurred, None if event.until == FOREVER else event.until)
    if event.kind == STRENGTH_CHANGED:
        return StrengthChange(event.subject, event.count or 0, when).laid_over(ground).warnings
    if event.subject in ground.scenario.pool:
        return ()
    change = LineChange(event.kind, (Subject("", event.subject),), when, event.capability, event.count)
    return change.laid_over(ground).warnings
