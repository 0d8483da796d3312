"""Snapshots: what still mattered at some instants, so that a question need not read the ledger from its beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from standto.model.time import BEGINNING, FOREVER, Instant
from standto.register import compacted_places, corrected_subjects
from standto_desk.book.collecting import uncollected
from standto_desk.book.models import Considered, Snapshot
from standto_desk.book.packing import packed, unpacked
from standto_desk.book.reading import PlacedEvent, events_in, history_of
from standto_desk.ledger.reading import entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EVENTS = 10_000
"""How many events become known from one snapshot to the next, at the least."""


def considered() -> int:
    """Return the last entry that the projections take account of; 0 for none."""
    return Considered.objects.values_list("sequence", flat=True).first() or 0


def last_snapshot(before: Instant) -> Instant | None:
    """Return the instant of the last snapshot not after an instant; None where there is none."""
    return Snapshot.objects.filter(moment__lte=before).order_by("-moment").values_list("moment", flat=True).first()


def kept_at(moment: Instant) -> list[PlacedEvent]:
    """Return the events that still mattered at the instant of a snapshot, in the order of the ledger."""
    return unpacked(Snapshot.objects.values_list("events", flat=True).get(moment=moment))


def with_history(kept: Iterable[PlacedEvent], later: Iterable[PlacedEvent], until: int) -> dict[int, PlacedEvent]:
    """Return what was kept and what became known later, by place, in the order of the ledger.

    Where something that was kept is corrected later, all that the ledger holds about the same subject is there too,
    since what it had outranked may matter again.

    Parameters
    ----------
    until
        The last entry of the ledger that is looked at.
    """
    kept, later = list(kept), list(later)
    found = {told.sequence: told for told in (*kept, *later)}
    retold = corrected_subjects([told.event for told in kept], [told.event for told in later])
    if retold:
        found |= {told.sequence: told for told in history_of(retold) if told.sequence <= until}
    return dict(sorted(found.items()))


def make_snapshots(until: int, every: int = EVENTS) -> Iterator[Instant]:
    """Make the snapshots that are missing after the last one, and yield the instant of each once it is there.

    Each follows from the one before and from what became known in between, so that they are the same however often
    the work is interrupted. Where somebody else takes account of more entries meanwhile, the work is left to them.

    Parameters
    ----------
    until
        The last entry of the ledger that is looked at: that up to which account was taken.
    every
        How many events there are from one to the next, at the least.
    """
    pools = frozenset(entries(until=until).rows("pools").values_list("subject", flat=True))
    last = last_snapshot(FOREVER)
    kept = [] if last is None else kept_at(last)
    after = BEGINNING - 1 if last is None else last
    while (moment := _moment_after(after, until, every)) is not None:
        with uncollected():
            later = events_in(entries(until=until).known_after(after).known_by(moment))
            known = [told for told in with_history(kept, later, until).values() if told.event.recorded <= moment]
            picked = compacted_places([told.event for told in known], pools=pools, since=moment)
            kept, after = [known[place] for place in picked], moment
        if not _save(moment, kept, until):
            return
        yield moment


def _save(moment: Instant, kept: list[PlacedEvent], until: int) -> bool:
    """Keep a snapshot, unless others have taken account of other entries meanwhile; return whether it is kept."""
    with transaction.atomic():
        if Considered.objects.select_for_update().filter(sequence=until).first() is None:
            return False
        Snapshot.objects.update_or_create(moment=moment, defaults={"events": packed(kept)})
    return True


def _moment_after(after: Instant, until: int, every: int) -> Instant | None:
    """Return by when so many events became known after an instant; None where there are not so many."""
    known = entries(until=until).events().known_after(after).order_by("known", "sequence")
    return next(iter(known.values_list("known", flat=True)[every - 1 : every]), None)
