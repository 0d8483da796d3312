"""What the checks of an append go by: the tables and ladders at the head of the ledger, kept by each process.

It is moved forward by each entry that is made here, and by reading those that others made, never folded again from
the beginning but where an append was given up that it had already taken in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

from standto.model.event import CORRECTION, Event
from standto.model.ladder import STEPS
from standto.model.time import BEGINNING, Instant
from standto_desk.ledger.chain import GENESIS
from standto_desk.ledger.drafts import EVENT, ROW
from standto_desk.ledger.ladders import Ladders, Taken
from standto_desk.ledger.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from standto.scenario.loaded_tables import LoadedTables

_KEPT = 10_000
"""So many changes can be taken back; past that, all is read again."""


class HeadState:
    """Tables and ladders up to one entry of the ledger, as known at one instant.

    Attributes
    ----------
    count, hash, recorded
        The last entry taken in.
    moment
        The instant as of which all is known.
    spoilt
        Whether it is not to be gone by any more.
    tables, ladders
        What is known then.
    """

    def __init__(self) -> None:
        self.count = 0
        self.hash = GENESIS
        self.recorded: Instant = BEGINNING
        self.moment: Instant = BEGINNING
        self.spoilt = False
        self.tables = Tables()
        self.ladders = Ladders()
        self._corrected: set[str] = set()
        self._upcoming: list[tuple[Instant, int, Mapping[str, Any]]] = []
        self._undo: deque[tuple[int, Callable[[], object]]] = deque()
        self._settled = 0
        self._trail: deque[tuple[int, str, Instant]] = deque(maxlen=_KEPT)
        self._foundations: dict[int, LoadedTables] = {}

    def spoil(self) -> None:
        """Say that it is not to be gone by any more."""
        self.spoilt = True

    def places(self) -> list[tuple[int, str, Instant]]:
        """Return the places in the ledger that this can go back to, the latest first, without the one it is at."""
        return list(reversed(self._trail))

    def mark(self) -> tuple[int, str, Instant]:
        """Remember the present place, to come back to, and return it."""
        self._trail.append((self.count, self.hash, self.recorded))
        return self._trail[-1]

    def take(self, entry: Mapping[str, Any]) -> None:
        """Take in the next entry."""
        if entry["known"] > self.moment:
            heappush(self._upcoming, (entry["known"], entry["sequence"], entry))
            self._can_undo(entry, lambda: self._forget(entry["sequence"]))
        else:
            self._learn(entry)

    def arrive(self, count: int, last: str, recorded: Instant) -> None:
        """Say which entry was the last taken in."""
        self.count, self.hash, self.recorded = count, last, recorded

    def look_from(self, moment: Instant) -> None:
        """Let everything become known that is by then."""
        self.moment = max(self.moment, moment)
        while self._upcoming and self._upcoming[0][0] <= self.moment:
            self._learn(heappop(self._upcoming)[2])

    def go_back(self, place: tuple[int, str, Instant]) -> bool:
        """Take back everything after a place, and return whether that was possible."""
        count = place[0]
        if count < self._settled:
            return False
        for sequence, undo in reversed(self._undo):
            if sequence > count:
                undo()
        self._undo = deque(done for done in self._undo if done[0] <= count)
        while self._trail and self._trail[-1][0] >= count:
            self._trail.pop()
        self.arrive(*place)
        return True

    def foundation(self, at: Instant) -> LoadedTables:
        """Return the tables in force at an instant.

        Raises
        ------
        ScenarioError
            They are not sound.
        """
        place = bisect_right(self.tables.moments, at)
        found = self._foundations.get(place)
        if found is None:
            found = self._foundations[place] = self.tables.rows_in_force(at).load()
        return found

    def _learn(self, entry: Mapping[str, Any]) -> None:
        """Let an entry be known."""
        if entry["sort"] == ROW:
            self.tables.insert(entry)
            self._foundations.clear()
            self._can_undo(entry, lambda: self._unlearn_row(entry))
        elif entry["sort"] == EVENT and entry["kind"] == CORRECTION:
            self._correct(entry)
        elif entry["sort"] == EVENT and entry["kind"] in STEPS and self.tables.has("pools", entry["subject"]):
            self._step(entry)

    def _unlearn_row(self, entry: Mapping[str, Any]) -> None:
        """Take back a row."""
        self.tables.remove(entry)
        self._foundations.clear()

    def _correct(self, entry: Mapping[str, Any]) -> None:
        """Take a step as never having occurred."""
        reference = entry["subject"]
        self._corrected.add(reference)
        self._can_undo(entry, lambda: self._corrected.discard(reference))
        taken = self.ladders.remove(reference)
        if taken is not None:
            self._can_undo(entry, lambda: self.ladders.insert(taken))

    def _step(self, entry: Mapping[str, Any]) -> None:
        """Take a step of a ladder."""
        reference = entry["name"] or f"entry-{entry['sequence']}"
        if reference in self._corrected:
            return
        event = Event(
            reference, entry["kind"], entry["subject"], entry["occurred"], entry["known"], count=entry["count"]
        )
        self.ladders.insert(Taken(entry["occurred"], entry["sequence"], reference, event))
        self._can_undo(entry, lambda: self.ladders.remove(reference))

    def _can_undo(self, entry: Mapping[str, Any], undo: Callable[[], object]) -> None:
        """Remember how to take back what an entry did."""
        self._undo.append((entry["sequence"], undo))
        if len(self._undo) > _KEPT:
            self._settled = max(self._settled, self._undo.popleft()[0])

    def _forget(self, sequence: int) -> None:
        """Take back an entry that is not known yet."""
        self._upcoming = sorted(waiting for waiting in self._upcoming if waiting[1] != sequence)
