"""Reading the ledger."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.model.zone import Zone
from standto_desk import clock
from standto_desk.ledger.models import Entry, Head, Text
from standto_desk.ledger.tables import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standto.model.time import Instant
    from standto_desk.ledger.entry_queries import Entries


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the ledger: how many entries there are up to it, and the hash of the last of them."""

    count: int
    hash: str


def head() -> Place:
    """Return how many entries there are, and the hash of the last."""
    return Place(*Head.objects.values_list("count", "hash").get())


def same_until(at: Instant, before: Place, now: Place) -> bool:
    """Return whether nothing entered between two places of the same ledger was known at a moment.

    Parameters
    ----------
    at
        The moment.
    before, now
        A head that was read once, and the head.
    """
    if now == before:
        return True
    if now.count < before.count:
        return False
    same = not before.count or entries().filter(sequence=before.count, hash=before.hash).exists()
    return same and not entries(after=before.count).known_by(at).exists()


def in_place(found: Entries, place: int) -> Entry | None:
    """Return the entry at a place among some, in their order; 1 is the first, and None where there is none."""
    return found.nth(place)


def entries(*, after: int = 0, until: int | None = None) -> Entries:
    """Return entries in their order.

    Parameters
    ----------
    after
        Only those after this sequence.
    until
        Only those up to this sequence; None for all.
    """
    found: Entries = Entry.objects.after(after).in_order()
    return found if until is None else found.up_to(until)


def known_entries(at: Instant | None = None) -> Entries:
    """Return the entries that are known at a moment, in their order: the one reader of all pages and acts.

    What lies after the present is not there: history that was imported and becomes known later, and whatever was
    recorded after the time that a demonstration's clock was set back to.

    Parameters
    ----------
    at
        As known when; None: in the desk's present.
    """
    return entries().known_by(clock.now() if at is None else at)


def texts(sequences: Iterable[int]) -> dict[int, str]:
    """Return the free texts of some entries by sequence; those redacted are not there.

    Parameters
    ----------
    sequences
        Which entries.
    """
    wanted, found = list(sequences), dict[int, str]()
    for start in range(0, len(wanted), _AT_ONCE):
        some = Text.objects.filter(sequence__in=wanted[start : start + _AT_ONCE])
        found |= dict(some.values_list("sequence", "text"))
    return found


def zone_in_force(now: Instant) -> Zone:
    """Return the time zone of the settings in force, and UTC where there are none.

    Parameters
    ----------
    now
        What the clock shows.
    """
    latest = known_entries(now).settings().occurred_by(now).order_by("occurred", "sequence").last()
    return Zone("UTC") if latest is None else zone_of(json.loads(latest.body)["toml"])


_AT_ONCE = 500
"""So many sequences are asked for in one question."""
