"""What is known when: an event is known from when it was recorded until a correction of it is."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from standto.model.event import CORRECTION, LINES, PERSON_KINDS, Event
from standto.model.ladder import STEPS
from standto.model.time import FOREVER, Instant

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


class Entry(NamedTuple):
    """An event with its place in the file and the half-open period in which it is known."""

    event: Event
    place: int
    known_from: Instant
    known_until: Instant


class Knowledge:
    """The events of a scenario by subject, each with when it is known.

    Parameters
    ----------
    events
        As in the file. Of one subject they are kept in the order in which later ones decide: by when they
        occurred, then by place in the file.
    """

    def __init__(self, events: Sequence[Event]) -> None:
        corrected: dict[str, Instant] = {}
        for event in events:
            if event.kind == CORRECTION:
                corrected[event.subject] = min(event.recorded, corrected.get(event.subject, FOREVER))
        by_subject: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        by_kind: dict[str, list[Entry]] = defaultdict(list)
        for place, event in enumerate(events):
            if event.kind != CORRECTION:
                known_until = corrected.get(event.id, FOREVER) if event.id else FOREVER
                entry = Entry(event, place, event.recorded, known_until)
                by_subject[FAMILY.get(event.kind, ""), event.subject].append(entry)
                by_kind[event.kind].append(entry)
        for entries in (*by_subject.values(), *by_kind.values()):
            entries.sort(key=_occurred)
        self._by_subject = dict(by_subject)
        self._by_kind = dict(by_kind)
        self.moments = tuple(sorted({event.recorded for event in events}))
        """Every instant at which something became known."""

    def state(self, known_at: Instant) -> int:
        """Return a number that is the same for two instants between which nothing became known."""
        return bisect_right(self.moments, known_at)

    def entries(self, family: str, subject: str) -> Sequence[Entry]:
        """Return every event of one subject, known or not, in the order in which later ones decide."""
        return self._by_subject.get((family, subject), ())

    def of(self, family: str, subject: str, known_at: Instant) -> list[Event]:
        """Return the known events of one subject, in the order in which later ones decide."""
        return [
            entry.event
            for entry in self._by_subject.get((family, subject), ())
            if entry.known_from <= known_at < entry.known_until
        ]

    def all_of(self, kinds: Iterable[str], known_at: Instant) -> list[Event]:
        """Return the known events of some kinds of every subject, by when they occurred, then by place."""
        found = [
            entry
            for kind in kinds
            for entry in self._by_kind.get(kind, ())
            if entry.known_from <= known_at < entry.known_until
        ]
        return [entry.event for entry in sorted(found, key=_occurred_and_place)]


def _occurred(entry: Entry) -> Instant:
    """Sort key: sorting is stable, so that the place in the file settles ties."""
    return entry.event.occurred


def _occurred_and_place(entry: Entry) -> tuple[Instant, int]:
    """Sort key for entries that do not come in the order of the file."""
    return entry.event.occurred, entry.place
