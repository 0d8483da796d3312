"""What is known when: an event is known from when it was recorded until a correction of it is."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from standto.model.event import CORRECTION, LINES, PERSON_KINDS, Event
from standto.model.ladder import STEPS
from standto.model.time import BEGINNING, FOREVER, Instant
from standto.register.instants import distinct

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FAMILY: dict[str, str] = {
    **dict.fromkeys((*PERSON_KINDS, *STEPS), "supply"),
    **dict.fromkeys((*LINES["strength"], *LINES["standing"]), "duty"),
    **dict.fromkeys(LINES["declared"], "declaration"),
}
"""What an event is about. Ids are unique within a family only: a duty may share its name with a person."""

EVERYTHING: Instant = FOREVER - 1
"""The `known_at` at which everything in the file is known."""


class Knowledge:
    """The events of a scenario by subject, and when each is known.

    An event goes by its place in the file. The events of one subject are kept in the order in which later ones
    decide: by when they occurred, then by place.

    Parameters
    ----------
    events
        As in the file.
    """

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = events
        self.known_from = np.array([event.recorded for event in events], dtype=np.int64)
        """From when each event is known."""
        self.known_until = np.array(_known_until(events), dtype=np.int64)
        """Until when each event is known."""
        self.moments: tuple[Instant, ...] = tuple(distinct(self.known_from).tolist())
        """Every instant at which something became known."""
        self._known: tuple[Instant, bytes] = (BEGINNING, bytes(len(events)))
        self._by_subject: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._by_kind: dict[str, list[int]] = defaultdict(list)
        for place, event in enumerate(events):
            kind = event.kind
            if kind != CORRECTION:
                self._by_subject[FAMILY.get(kind, "")][event.subject].append(place)
                self._by_kind[kind].append(place)
        occurred = [event.occurred for event in events].__getitem__
        for family in self._by_subject.values():
            for places in family.values():
                # Sorting is stable, so that the place in the file settles ties.
                places.sort(key=occurred)

    def state(self, known_at: Instant) -> int:
        """Return a number that is the same for two instants between which nothing became known."""
        return bisect_right(self.moments, known_at)

    def places(self, family: str, subject: str) -> Sequence[int]:
        """Return the places of every event of one subject, known or not."""
        return self._by_subject[family].get(subject, ())

    def known(self, places: Iterable[int], known_at: Instant) -> list[int]:
        """Return those of some places whose events are known."""
        if self._known[0] != known_at:
            known = (self.known_from <= known_at) & (known_at < self.known_until)
            self._known = (known_at, known.tobytes())
        is_known = self._known[1]
        return [place for place in places if is_known[place]]

    def events_at(self, places: Iterable[int]) -> list[Event]:
        """Return the events at some places."""
        return [self._events[place] for place in places]

    def of(self, family: str, subject: str, known_at: Instant) -> list[Event]:
        """Return the known events of one subject."""
        return self.events_at(self.known(self.places(family, subject), known_at))

    def all_of(self, kinds: Iterable[str], known_at: Instant) -> list[Event]:
        """Return the known events of some kinds of every subject, by when they occurred, then by place."""
        return sorted(self.events_at(self.known_of(kinds, known_at)), key=_occurred)

    def known_of(self, kinds: Iterable[str], known_at: Instant) -> list[int]:
        """Return the places of the known events of some kinds, as in the file."""
        return sorted(place for kind in kinds for place in self.known(self._by_kind.get(kind, ()), known_at))


def _known_until(events: Sequence[Event]) -> list[Instant]:
    """Return when a correction of each event was first recorded."""
    corrected: dict[str, Instant] = {}
    for event in events:
        if event.kind == CORRECTION:
            corrected[event.subject] = min(event.recorded, corrected.get(event.subject, FOREVER))
    if not corrected:
        return [FOREVER] * len(events)
    return [corrected.get(event.id, FOREVER) for event in events]


def _occurred(event: Event) -> Instant:
    """Sort key."""
    return event.occurred
