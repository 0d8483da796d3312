"""When each event is known, and caches of answers for some states of knowledge.

An event is known from the time at which it was recorded until a correction of it was recorded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from standto.model.event import CORRECTION, LINES, PERSON_KINDS, Event
from standto.model.ladder import STEPS
from standto.model.time import BEGINNING, FOREVER, Instant
from standto.register.instants import merged

FAMILY: dict[str, str] = {
    **dict.fromkeys((*PERSON_KINDS, *STEPS), "supply"),
    **dict.fromkeys((*LINES["strength"], *LINES["standing"]), "duty"),
    **dict.fromkeys(LINES["declared"], "declaration"),
}
"""The family of subjects of each kind of event. Ids are unique within a family: a duty may share a person's id."""

EVERYTHING: Instant = FOREVER - 1
"""The `known_at` at which every event is known."""

Key = TypeVar("Key")
Value = TypeVar("Value")
MOST_KEPT = 64
"""The most answers in one cache."""
MOST_CARRIED = 16
"""The most answers that are carried over when events are added: few of them are asked for again."""


class Knowledge:
    """The events of a scenario by subject, and the time for which each is known.

    An event is identified by its place in the file, from 0. The events of one subject are sorted by the time at which
    they occurred, then by place: each takes precedence over those before it.

    Parameters
    ----------
    events
        The events in the order of the file.

    Notes
    -----
    Any number of threads may use it at once: nothing changes except the memory of the last question, which is
    replaced as a whole.
    """

    def __init__(self, events: Sequence[Event]) -> None:
        self._events: Sequence[Event] = ()
        self._corrected: dict[str, Instant] = {}
        self.known_from = np.zeros(0, dtype=np.int64)
        """The instants from which each event is known, shape (events,)."""
        self.known_until = np.zeros(0, dtype=np.int64)
        """The instants until which each event is known, shape (events,)."""
        self.moments = np.zeros(0, dtype=np.int64)
        """Every instant at which an event became known, sorted."""
        self._known: tuple[Instant, bytes] = (BEGINNING, b"")
        self._by_subject: dict[str, dict[str, list[int]]] = {}
        self._by_kind: dict[str, list[int]] = {}
        self._add(events)

    def followed_by(self, events: Sequence[Event]) -> tuple[Knowledge, list[int]]:
        """Return the knowledge with more events.

        Parameters
        ----------
        events
            All events: first those of this knowledge.

        Returns
        -------
        tuple
            The new knowledge; and the places of the events that are new, or are known until another time than before.
        """
        after = copy(self)
        return after, Knowledge._add(after, events)

    def _add(self, events: Sequence[Event]) -> list[int]:
        """Add the events that are new; return the places of events that are new or known until another time."""
        old, new = self._events, events[len(self._events) :]
        self._events = events
        fresh = _corrected(new)
        self._corrected = self._corrected | {
            name: min(moment, self._corrected.get(name, FOREVER)) for name, moment in fresh.items()
        }
        until = [self._corrected.get(event.id, FOREVER) for event in new] if self._corrected else [FOREVER] * len(new)
        self.known_from = _extended(self.known_from, [event.recorded for event in new])
        self.known_until = _extended(self.known_until, until)
        renewed = [place for place, event in enumerate(old) if event.id in fresh] if fresh else []
        self.known_until[renewed] = [self._corrected[old[place].id] for place in renewed]
        self.moments = merged(self.moments, self.known_from[len(old) :])
        self._known = (BEGINNING, bytes(len(events)))
        self._index(len(old), new)
        return [*renewed, *range(len(old), len(events))]

    def _index(self, first: int, new: Sequence[Event]) -> None:
        """Add events to the indices by subject and kind, without changing a list that another knowledge may share."""
        by_subject: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        by_kind: dict[str, list[int]] = defaultdict(list)
        for place, event in enumerate(new, first):
            kind = event.kind
            if kind != CORRECTION:
                by_subject[FAMILY.get(kind, "")][event.subject].append(place)
                by_kind[kind].append(place)
        events = self._events
        grown = dict(self._by_subject)
        for family, subjects in by_subject.items():
            before = grown.get(family, {})
            for subject, places in subjects.items():
                there = before.get(subject)
                if there is not None:
                    places[:0] = there
                if len(places) > 1:
                    # The sort is stable, so the place in the file decides ties.
                    places.sort(key=lambda place: events[place].occurred)
            grown[family] = {**before, **subjects}
        self._by_subject = grown
        self._by_kind = self._by_kind | {kind: [*self._by_kind.get(kind, ()), *it] for kind, it in by_kind.items()}

    def state(self, known_at: Instant) -> int:
        """Return the number of the state of knowledge, the same for instants between which nothing became known."""
        return int(np.searchsorted(self.moments, known_at, side="right"))

    def places(self, family: str, subject: str) -> Sequence[int]:
        """Return the places of every event of one subject, known or not."""
        return self._by_subject.get(family, {}).get(subject, ())

    def places_of_kind(self, kind: str) -> Sequence[int]:
        """Return the places of every event of one kind, known or not."""
        return self._by_kind.get(kind, ())

    def known(self, places: Iterable[int], known_at: Instant) -> list[int]:
        """Return those of some places whose events are known."""
        moment, is_known = self._known
        if moment != known_at:
            is_known = ((self.known_from <= known_at) & (known_at < self.known_until)).tobytes()
            self._known = (known_at, is_known)
        return [place for place in places if is_known[place]]

    def events_at(self, places: Iterable[int]) -> list[Event]:
        """Return the events at some places."""
        return [self._events[place] for place in places]

    def of(self, family: str, subject: str, known_at: Instant) -> list[Event]:
        """Return the known events of one subject."""
        return self.events_at(self.known(self.places(family, subject), known_at))

    def all_of(self, kinds: Iterable[str], known_at: Instant) -> list[Event]:
        """Return the known events of some kinds, by the time at which they occurred, then by place."""
        return sorted(self.events_at(self.known_of(kinds, known_at)), key=_occurred)

    def known_of(self, kinds: Iterable[str], known_at: Instant) -> list[int]:
        """Return the places of the known events of some kinds, sorted."""
        return sorted(place for kind in kinds for place in self.known(self.places_of_kind(kind), known_at))


def _corrected(events: Iterable[Event]) -> dict[str, Instant]:
    """Return the time at which the first correction of each event was recorded, by the event's id."""
    corrected: dict[str, Instant] = {}
    for event in events:
        if event.kind == CORRECTION:
            corrected[event.subject] = min(event.recorded, corrected.get(event.subject, FOREVER))
    return corrected


def _extended(instants: NDArray[np.int64], more: Sequence[Instant]) -> NDArray[np.int64]:
    """Return a new array of the instants and more after them."""
    return np.concatenate([instants, np.array(more, dtype=np.int64)])


def _occurred(event: Event) -> Instant:
    return event.occurred


def keep(kept: dict[Key, Value], key: Key, value: Value, most: int = MOST_KEPT) -> Value:
    """Cache an answer, drop the oldest from a full cache, and return the answer."""
    if len(kept) >= most:
        del kept[next(iter(kept))]
    kept[key] = value
    return value


def carried(kept: dict[Key, Value], holds: Callable[[Key], bool]) -> dict[Key, Value]:
    """Return a cache of the newest answers whose keys still hold."""
    return {key: kept[key] for key in [key for key in kept if holds(key)][-MOST_CARRIED:]}
