"""Something that happened to one or many, as somebody tells it and before it is an entry of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.model.event import Event
from standto.model.time import FOREVER
from standto_desk.ledger.drafts import EVENT, Draft

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standto.model.time import Instant


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One kind of event about one or many subjects, at one time.

    Attributes
    ----------
    kind
        The kind of event.
    subjects
        Whom or what it happened to.
    occurred
        When; None: as it is recorded.
    until
        Until when it holds; `FOREVER`: no end.
    capability
        The capability concerned; empty: every one.
    count, low, high
        Numbers, as far as the kind has any.
    source
        Where it comes from, a source's id; or empty.
    text
        Published words; kept beside the chain.
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

    def without(self, subjects: Iterable[str]) -> tuple[str, ...]:
        """Return the subjects but for some, in their order."""
        gone = frozenset(subjects)
        return tuple(one for one in self.subjects if one not in gone)


def drafts_of(occurrence: Occurrence, key: str) -> tuple[Draft, ...]:
    """Return what the ledger is asked to enter: a draft for each subject, in their order.

    Parameters
    ----------
    key
        Makes it safe to send the same again; empty: nothing does.
    """
    return tuple(
        Draft(
            sort=EVENT,
            kind=occurrence.kind,
            subject=subject,
            occurred=occurrence.occurred,
            until=occurrence.until,
            capability=occurrence.capability,
            count=occurrence.count,
            low=occurrence.low,
            high=occurrence.high,
            source=occurrence.source,
            text=occurrence.text,
            key=f"{key}/{number}" if key else "",
        )
        for number, subject in enumerate(occurrence.subjects, start=1)
    )


def events_of(occurrence: Occurrence, now: Instant) -> tuple[Event, ...]:
    """Return the events that it would be if it were recorded now."""
    return tuple(
        Event(
            id="",
            kind=occurrence.kind,
            subject=subject,
            occurred=now if occurrence.occurred is None else occurrence.occurred,
            recorded=now,
            until=occurrence.until,
            capability=occurrence.capability,
            count=occurrence.count,
            low=occurrence.low,
            high=occurrence.high,
            source=occurrence.source,
        )
        for subject in occurrence.subjects
    )
