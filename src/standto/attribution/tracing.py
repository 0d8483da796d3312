"""The events behind each cause of a duty's place-hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standto.attribution.attributing import Attribution
from standto.attribution.causes import CAUSES
from standto.model.event import AVAILABLE, LINE_OF, LINES, UNAVAILABLE, Event
from standto.model.ladder import STEPS
from standto.model.scenario import Scenario
from standto.model.time import FOREVER, Instant
from standto.register import Situation

FIRST_ROW = 2
"""The row of the first event in `events.csv`, whose header is row 1."""


@dataclass(frozen=True, slots=True)
class CauseEntry:
    """An event behind a cause.

    Attributes
    ----------
    event
        The event.
    row
        Its row in `events.csv`, as a spreadsheet counts it.
    """

    event: Event
    row: int

    @property
    def reference(self) -> str:
        """Its id, or its row if it has none."""
        return self.event.id or f"events.csv:{self.row}"


Traces = Mapping[tuple[int, str], tuple[CauseEntry, ...]]
"""The events behind each duty or crew, by its place, and cause, by its id: in the order in which they occurred."""


def traces_of(situation: Situation, attribution: Attribution) -> Traces:
    """Return the events behind each cause of each duty and crew that has hours of it.

    An event is behind a cause if it is of one of its kinds and about a person, or a pool, who ever has the tickets for
    the duty. It must also decide in some of the time in which the cause fills a place of the duty. It decides until its
    own end, or until the next event of its line about the same subject.
    """
    scenario = situation.scenario
    rows = {id(event): row for row, event in enumerate(scenario.events, start=FIRST_ROW)}
    able = _able(situation)
    found: dict[tuple[int, str], tuple[CauseEntry, ...]] = {}
    for spells, cause in zip(attribution.spells, CAUSES, strict=True):
        if not cause.kinds:
            continue
        events = situation.events(*cause.kinds)
        bounds = np.array([_decides(situation, event) for event in events], dtype=np.int64).reshape(len(events), 2)
        for place, (starts, untils) in enumerate(spells):
            if len(starts):
                bears = _overlaps(starts, untils, bounds) & _about(scenario, events, able, place)
                entries = (CauseEntry(events[one], rows[id(events[one])]) for one in np.flatnonzero(bears).tolist())
                found[place, cause.id] = tuple(entries)
    return found


def _overlaps(starts: NDArray[np.int64], untils: NDArray[np.int64], bounds: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return whether each period of `bounds` overlaps one of some sorted periods that do not overlap each other."""
    first = np.searchsorted(untils, bounds[:, 0], side="right")
    inside = first < len(starts)
    found: NDArray[np.bool_] = inside & (starts[np.where(inside, first, 0)] < bounds[:, 1])
    return found


def _decides(situation: Situation, event: Event) -> tuple[Instant, Instant]:
    """Return the time from an event until its own end, or until a later event takes its place.

    A step that moved places holds as long as its pool has places in the state that it moved them into.
    """
    if event.subject in situation.scenario.pool and event.kind in STEPS:
        state, lots = STEPS[event.kind].into, situation.places_over_time(event.subject)
        empty = (moment for moment, then in lots if moment > event.occurred and state not in then)
        return event.occurred, next(empty, FOREVER)
    ends = (AVAILABLE,) if event.kind == UNAVAILABLE else LINES[LINE_OF[event.kind]]
    later = (
        other.occurred
        for other in situation.events_about(event.subject, *ends)
        if other.occurred > event.occurred and other.capability in ("", event.capability)
    )
    return event.occurred, min(event.until, next(later, FOREVER))


def _able(situation: Situation) -> dict[str, int]:
    """Return the demands for which each person or pool ever has the tickets, as bit masks."""
    records = situation.records
    alternatives = records.abilities.alternatives
    moves, standings = situation.moves, situation.standings
    able: dict[str, int] = defaultdict(int)
    first = moves.before < 0
    people = situation.scenario.people
    suiting: dict[int, int] = {}
    for person, standing in zip(moves.person[first].tolist(), moves.after[first].tolist(), strict=True):
        ever = standings[standing].ever
        if ever not in suiting:
            suiting[ever] = alternatives.suiting(ever)
        able[people[person].id] = suiting[ever]
    for pool, (_, demands) in zip(situation.scenario.pools, records.abilities.pools, strict=True):
        able[pool.id] = demands
    return able


def _about(scenario: Scenario, events: list[Event], able: Mapping[str, int], place: int) -> NDArray[np.bool_]:
    """Return whether each event is about somebody able to do a duty, or a seat of a crew."""
    duties = len(scenario.duties_in_order)
    if place < duties:
        wanted = 1 << place
    else:
        seats = scenario.crew_states[place - duties].seats
        wanted = sum(1 << seat for state in seats for seat in state)
    declared = LINES["declared"]
    return np.array(
        [event.kind in declared or bool(able.get(event.subject, 0) & wanted) for event in events], dtype=np.bool_
    )
