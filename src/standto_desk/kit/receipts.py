"""Receipts of entries: their subjects, times and numbers, and the mark that finds them in the chain."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from standto.model.time import FOREVER, Instant
from standto_desk.acts.known_facts import ABOUT_PEOPLE
from standto_desk.ledger.models import Entry
from standto_desk.presenting.event_kinds import KindWords, is_of_places, kind_of


@dataclass(frozen=True, slots=True)
class Receipt:
    """The receipt of entries that were made together.

    Attributes
    ----------
    kind
        The words for their kind.
    subjects
        The people or things that the entries are about.
    people
        Whether the subjects are people.
    first, last
        The numbers of the first and the last entry.
    recorded
        The time at which the last was entered.
    occurred, until
        The times from which and until which the entries hold; `until` is None if there is no end.
    capability
        The capability concerned; blank for all of them.
    mark
        The first groups of the last entry's hash.
    """

    kind: KindWords
    subjects: tuple[str, ...]
    people: bool
    first: int
    last: int
    recorded: Instant
    occurred: Instant
    until: Instant | None
    capability: str
    mark: str

    @property
    def numbers(self) -> str:
        """The numbers in words."""
        return f"{self.first:,}" if self.first == self.last else f"{self.first:,} to {self.last:,}"


def receipt_of(entries: Sequence[Entry], pools: Container[str] = ()) -> Receipt:
    """Return the receipt of entries that were made together, in their order.

    Parameters
    ----------
    pools
        The ids of pools, whose places step back and return as people do.
    """
    first, last = entries[0], entries[-1]
    of_places = is_of_places(first.kind, first.subject, pools)
    return Receipt(
        kind=kind_of(first.kind, of_places=of_places),
        subjects=tuple(entry.subject for entry in entries),
        people=first.kind in ABOUT_PEOPLE and not of_places,
        first=first.sequence,
        last=last.sequence,
        recorded=last.recorded,
        occurred=first.occurred,
        until=None if first.until >= FOREVER else first.until,
        capability=first.capability,
        mark=mark_of(last),
    )


def mark_of(entry: Entry) -> str:
    """Return the first groups of an entry's hash: enough to find it in the chain, short enough to write down."""
    return " ".join(entry.hash[place : place + 4] for place in range(0, 16, 4))
