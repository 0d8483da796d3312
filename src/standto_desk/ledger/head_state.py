"""The tables and ladders at the head of the ledger, by which the drafts of an append are checked.

A process keeps them, and adds the entries that it and other processes make. If an append fails after some of its
entries were added, they are read again from the beginning: for 100,000 entries that takes 0.1 s.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from heapq import heappop, heappush
from typing import Any

from standto.model.event import CORRECTION, Event
from standto.model.ladder import STEPS
from standto.model.time import BEGINNING, Instant
from standto.scenario.loaded_tables import LoadedTables
from standto_desk.ledger import storing
from standto_desk.ledger.chain import GENESIS
from standto_desk.ledger.drafts import EVENT, ROW, reference_to
from standto_desk.ledger.ladders import Ladders, TakenStep
from standto_desk.ledger.tables import Tables


class HeadState:
    """Tables and ladders up to one entry of the ledger, as known at one instant.

    Attributes
    ----------
    count, hash, recorded
        The last entry added.
    moment
        The instant as known at which the tables and the ladders hold.
    tables, ladders
        The rows and the steps known at that instant.
    """

    def __init__(self) -> None:
        self.count = 0
        self.hash = GENESIS
        self.recorded: Instant = BEGINNING
        self.moment: Instant = BEGINNING
        self.tables = Tables()
        self.ladders = Ladders()
        self._corrected: set[str] = set()
        self._upcoming: list[tuple[Instant, int, Mapping[str, Any]]] = []
        self._loaded: dict[int, LoadedTables] = {}

    def is_on_chain(self, count: int, last: str) -> bool:
        """Return whether a ledger with a head holds the last entry added."""
        if self.count in (0, count):
            return not self.count or self.hash == last
        found = storing.hash_and_time(self.count) if self.count < count else None
        return found is not None and found[0] == self.hash

    def follow(self, count: int, last: str) -> None:
        """Add the entries of other processes, up to the head."""
        if (self.count, self.hash) == (count, last):
            return
        impersonal = storing.not_about_people_after(self.count)
        pools = {*self.tables.subjects("pools"), *(one["subject"] for one in impersonal if one["kind"] == "pools")}
        steps = storing.home_steps_after(self.count, sorted(pools))
        for entry in sorted([*impersonal, *steps], key=lambda entry: entry["sequence"]):
            self._apply_once_known(entry)
        found = storing.hash_and_time(count)
        if found is not None:
            self.count, (self.hash, self.recorded) = count, found
            self.advance_to(self.recorded)

    def add(self, entry: Mapping[str, Any]) -> None:
        """Add the next entry."""
        self._apply_once_known(entry)
        self.count, self.hash, self.recorded = entry["sequence"], entry["hash"], entry["recorded"]

    def advance_to(self, moment: Instant) -> None:
        """Apply the entries that become known by a moment."""
        self.moment = max(self.moment, moment)
        while self._upcoming and self._upcoming[0][0] <= self.moment:
            self._apply(heappop(self._upcoming)[2])

    def tables_at(self, at: Instant) -> LoadedTables:
        """Return the tables in force at an instant.

        Raises
        ------
        ScenarioError
            They are not sound.
        """
        place = bisect_right(self.tables.moments, at)
        if place not in self._loaded:
            self._loaded[place] = self.tables.load(at)
        return self._loaded[place]

    def _apply_once_known(self, entry: Mapping[str, Any]) -> None:
        """Apply an entry now, or once it becomes known."""
        if entry["known"] > self.moment:
            heappush(self._upcoming, (entry["known"], entry["sequence"], entry))
        else:
            self._apply(entry)

    def _apply(self, entry: Mapping[str, Any]) -> None:
        if entry["sort"] == ROW:
            self.tables.insert(entry)
            self._loaded.clear()
        elif entry["sort"] == EVENT and entry["kind"] == CORRECTION:
            self._corrected.add(entry["subject"])
            self.ladders.remove(entry["subject"])
        elif entry["sort"] == EVENT and entry["kind"] in STEPS and self.tables.has("pools", entry["subject"]):
            self._apply_step(entry)

    def _apply_step(self, entry: Mapping[str, Any]) -> None:
        reference = reference_to(entry["name"], entry["sequence"])
        if reference not in self._corrected:
            event = Event(
                reference, entry["kind"], entry["subject"], entry["occurred"], entry["known"], count=entry["count"]
            )
            self.ladders.insert(TakenStep(entry["occurred"], entry["sequence"], reference, event))
