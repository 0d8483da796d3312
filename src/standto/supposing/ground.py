"""The ground that changes are laid over: a scenario or a situation, with what was supposed so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from standto.model.event import CORRECTION, LINES, Event
from standto.model.ladder import STEPS, move
from standto.model.people import Pool
from standto.model.scenario import Scenario
from standto.model.suppositions import Suppositions
from standto.model.time import BEGINNING, FOREVER, Instant, Period
from standto.register import Situation, situation_of
from standto.register.records import Records
from standto.scenario.added_rows import AddedRows
from standto.scenario.table_writer import TimeTexts
from standto.supposing.subjects import Subjects

Row = Mapping[str, str]
"""The cells of a row by their columns."""


@dataclass(frozen=True)
class Ground:
    """A scenario with what was supposed of it so far.

    Attributes
    ----------
    of
        What it is supposed of.
    scenario
        The scenario with all that was supposed so far.
    added
        The supposed events, which are the last of the scenario.
    same_rows
        Whether its tables, apart from events, are those of `of`.
    until
        The end of the time that the answer looks at; None: the end of the horizon.
    spoken_at
        The moment by which the times of sentences are read; None: the moment from which the answer looks.
    people
        The ciphers that sentences may name; None: all.
    """

    of: Scenario | Situation
    scenario: Scenario
    added: tuple[Event, ...] = ()
    same_rows: bool = True
    until: Instant | None = None
    spoken_at: Instant | None = None
    people: frozenset[str] | None = None

    @classmethod
    def under(cls, of: Scenario | Situation) -> Ground:
        """Return the ground of which nothing is supposed yet."""
        return cls(of, of.scenario if isinstance(of, Situation) else of)

    @property
    def start(self) -> Instant:
        """The moment from which a change holds that names none: from which the answer looks."""
        return self.of.period.start if isinstance(self.of, Situation) else self.scenario.horizon.start

    @property
    def looks(self) -> Period:
        """The time that the answer looks at."""
        end = self.scenario.horizon.until
        return Period(self.start, end if self.until is None else max(min(self.until, end), self.start))

    @property
    def known_at(self) -> Instant | None:
        """The moment by which events must be recorded to be known; None if all are."""
        return self.of.known_at if isinstance(self.of, Situation) else None

    @cached_property
    def situation(self) -> Situation:
        """The situation of all that was supposed so far."""
        if not isinstance(self.of, Situation):
            return situation_of(self.scenario)
        if not self.same_rows:
            return replace(self.of, records=Records(self.scenario, since=self.of.records.since))
        records = self.of.records.followed_by(self.added) if self.added else self.of.records
        return replace(self.of, records=self.marked(records))

    def marked(self, records: Records) -> Records:
        """Return records whose scenario tells what was supposed of it."""
        marked = copy(records)
        marked.scenario = self.scenario
        return marked

    @cached_property
    def changed(self) -> Scenario | Situation:
        """What it is supposed of, with all that was supposed so far."""
        return self.situation if isinstance(self.of, Situation) else self.scenario

    @cached_property
    def subjects(self) -> Subjects:
        """The subjects of the scenario."""
        return Subjects(self.scenario, self.people)

    # -- laying over ------------------------------------------------------------------------------------------

    def with_rows(self, rows: Sequence[Row]) -> Ground:
        """Return the ground with events of some rows, checked as those of a file."""
        return self.with_events(AddedRows(self.scenario).events(rows))

    def with_events(self, events: Sequence[Event]) -> Ground:
        """Return the ground with sound events after its own."""
        if not events:
            return self
        after = replace(self, scenario=self.scenario.followed_by(events), added=(*self.added, *events))
        if "subjects" in self.__dict__ and not any(event.kind in LINES["declared"] for event in events):
            after.__dict__["subjects"] = self.subjects
        if not isinstance(self.of, Situation) or not self.same_rows or "situation" not in self.__dict__:
            return after
        # A later change may look at the situation: add to what is folded already.
        records = after.marked(self.situation.records.followed_by(events))
        after.__dict__["situation"] = replace(self.situation, records=records)
        return after

    def telling(self, told: Iterable[str]) -> Ground:
        """Return the ground with a scenario that tells what was supposed of it."""
        before = self.scenario.supposed
        of = self.of.scenario if isinstance(self.of, Situation) else self.of
        supposed = Suppositions((*before.told, *told), before.digest or of.digest)
        scenario = replace(self.scenario, supposed=supposed, digest="")
        # Searching all events again for the names of declarations would take long.
        scenario.__dict__["declarations"] = self.scenario.declarations
        after = replace(self, scenario=scenario)
        if "situation" in self.__dict__:
            after.__dict__["situation"] = replace(self.situation, records=after.marked(self.situation.records))
        return after

    def with_pools(self, pools: Iterable[Pool], events: tuple[Event, ...] | None = None) -> Ground:
        """Return the ground with other pools, and if given other events."""
        scenario = replace(self.scenario, pools=tuple(pools), digest="")
        if events is not None:
            scenario = replace(scenario, events=events)
        return replace(self, scenario=scenario, same_rows=False)

    def checked_pool(self, row: Row) -> Pool:
        """Return the pool of a row, checked as one of a file."""
        return AddedRows(self.scenario).pool(row)

    def row(self, kind: str, subject: str, since: Instant, until: Instant = FOREVER, **cells: Any) -> Row:
        """Return the cells of an event that is known from the moment from which the answer looks."""
        row = {"event": kind, "subject": subject, "occurred": self.text(since), "until": self.text(until)}
        recorded = self.recorded(since)
        row["recorded"] = "" if recorded == since else self.text(recorded)
        return row | {name: "" if value is None else str(value) for name, value in cells.items()}

    def recorded(self, occurred: Instant) -> Instant:
        """Return when a supposed event is recorded, so that it counts under what is known."""
        if self.known_at is not None:
            return self.known_at
        return min(occurred, self.start)

    @cached_property
    def text(self) -> Callable[[Instant], str]:
        """A function that writes an instant as a cell."""
        return TimeTexts(self.scenario.zone).__getitem__

    # -- what is there ----------------------------------------------------------------------------------------

    def events_about(self, subjects: Collection[str], kinds: Collection[str]) -> dict[str, list[Event]]:
        """Return the events of some kinds about some subjects, each after those it takes precedence over.

        A scenario may be looked at later as it was known at any time: of it, these are all events, also corrected
        ones; of a situation, those that it knows. `known` leaves corrected ones out.
        """
        wanted, wanted_kinds = set(subjects), set(kinds)
        found: defaultdict[str, list[Event]] = defaultdict(list)
        for event in self.scenario.events:
            if event.kind in wanted_kinds and event.subject in wanted and self._bears(event):
                found[event.subject].append(event)
        for events in found.values():
            events.sort(key=lambda event: event.occurred)
        return found

    def known(self, events: Iterable[Event]) -> list[Event]:
        """Return those of some events that count with everything known that may be."""
        return [event for event in events if not event.id or event.id not in self._corrected]

    def lots(self, pool: str, instant: Instant) -> dict[str, int]:
        """Return how many places of a pool are in each state at an instant, by its known events."""
        row = self.scenario.pool[pool]
        lots = {row.state: row.count}
        for event in self.known(self.events_about([pool], STEPS).get(pool, [])):
            if event.occurred <= instant:
                move(lots, STEPS[event.kind], event.count)
        return lots

    def _bears(self, event: Event) -> bool:
        """Return whether an event counts at some state of knowledge."""
        if self.known_at is None:
            return True
        return event.recorded <= self.known_at and event.id not in self._corrected

    @cached_property
    def _corrected(self) -> frozenset[str]:
        known = self.known_at
        corrections = (event for event in self.scenario.events if event.kind == CORRECTION)
        return frozenset(one.subject for one in corrections if known is None or one.recorded <= known)

    # -- told -------------------------------------------------------------------------------------------------

    def told_moment(self, instant: Instant) -> str:
        """Return an instant in ISO 8601 with its offset."""
        return self.scenario.zone.iso(instant)

    def told_period(self, since: Instant, until: Instant) -> str:
        """Return a period in words: ``from … until …``, or ``until the end``."""
        start = "from the beginning" if since == BEGINNING else f"from {self.told_moment(since)}"
        end = "the end" if until == FOREVER else self.told_moment(until)
        return f"{start} until {end}"
