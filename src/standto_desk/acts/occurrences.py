"""Occurrences: events about one or many subjects, before they are entered in the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from standto.model.event import Event
from standto.model.time import FOREVER, Instant
from standto_desk.ledger.drafts import EVENT, Draft


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One kind of event about one or many subjects, at one time.

    Attributes
    ----------
    kind
        The kind of event.
    subjects
        The people or things that it happened to.
    occurred
        When it happened; None: when it is recorded.
    until
        When it ends; `FOREVER`: it has no end.
    capability
        The capability concerned; empty: every one.
    count, low, high
        The numbers of kinds that have them.
    source
        The id of its source; or empty.
    text
        Published words, which are kept beside the chain.
    """

    kind: str
    subjects: tuple[str, ...]
    occurred: Instant | None = None
    until: Instant = FOREVER
    capability: str = ""
    count: int | None = None
    low: int | None = None
    high: int | None = None
    source: str = ""
    text: str = ""

    @property
    def cells(self) -> dict[str, Any]:
        """The values that all its drafts and events share."""
        names = ("kind", "until", "capability", "count", "low", "high", "source")
        return {name: getattr(self, name) for name in names}

    def without(self, subjects: Iterable[str]) -> tuple[str, ...]:
        """Return the other subjects, in order."""
        gone = frozenset(subjects)
        return tuple(one for one in self.subjects if one not in gone)


def drafts_of(occurrence: Occurrence, key: str) -> tuple[Draft, ...]:
    """Return a draft of an entry for each subject, in order."""
    return tuple(
        Draft(
            sort=EVENT,
            subject=subject,
            occurred=occurrence.occurred,
            text=occurrence.text,
            key=f"{key}/{number}" if key else "",
            **occurrence.cells,
        )
        for number, subject in enumerate(occurrence.subjects, start=1)
    )


def events_of(occurrence: Occurrence, now: Instant) -> tuple[Event, ...]:
    """Return the events that the occurrence would be if it were recorded now."""
    occurred = now if occurrence.occurred is None else occurrence.occurred
    return tuple(
        Event(id="", subject=subject, occurred=occurred, recorded=now, **occurrence.cells)
        for subject in occurrence.subjects
    )
