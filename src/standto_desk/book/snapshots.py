"""Snapshots of the events that still mattered at an instant, so that no question reads the whole ledger."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction

from standto.model.time import BEGINNING, FOREVER, Instant
from standto.register import compacted_places, corrected_subjects
from standto_desk.book.ledger_events import PlacedEvent, events_in, history_of, placed_events, uncollected
from standto_desk.book.models import Considered, Snapshot
from standto_desk.ledger.reading import entries

EVENTS = 10_000
"""The number of events that become known between one snapshot and the next."""

_FAST = 1


def considered() -> int:
    """Return the last entry that the projections take account of; 0 for none."""
    return Considered.objects.values_list("sequence", flat=True).first() or 0


def last_snapshot(before: Instant) -> Instant | None:
    """Return the instant of the last snapshot at or before an instant; None if there is none."""
    return Snapshot.objects.filter(moment__lte=before).order_by("-moment").values_list("moment", flat=True).first()


def kept_at(moment: Instant) -> list[PlacedEvent]:
    """Return the events of the snapshot at an instant, in the order of the ledger."""
    return _unpacked(Snapshot.objects.values_list("events", flat=True).get(moment=moment))


def with_history(kept: Iterable[PlacedEvent], later: Iterable[PlacedEvent], until: int) -> dict[int, PlacedEvent]:
    """Return the events of a snapshot and those that became known later, by place, in the order of the ledger.

    If a later event corrects one of the snapshot, every event about the same subject is there too, because events that
    the corrected one had outranked may matter again.

    Parameters
    ----------
    until
        The last entry of the ledger that counts.
    """
    kept, later = list(kept), list(later)
    found = {one.sequence: one for one in (*kept, *later)}
    if corrected := corrected_subjects([one.event for one in kept], [one.event for one in later]):
        found |= {one.sequence: one for one in history_of(corrected) if one.sequence <= until}
    return dict(sorted(found.items()))


def make_snapshots(until: int, every: int = EVENTS) -> Iterator[Instant]:
    """Make the missing snapshots after the last one, and yield the instant of each once it is saved.

    Each follows from the one before and from the events that became known in between, so that interruptions make no
    difference. If another process takes account of more entries meanwhile, leave the rest to it.

    Parameters
    ----------
    until
        The last entry of the ledger that counts: the one that the projections take account of.
    every
        The number of events between one snapshot and the next.
    """
    pools = frozenset(entries(until=until).rows("pools").values_list("subject", flat=True))
    last = last_snapshot(FOREVER)
    kept = [] if last is None else kept_at(last)
    after = BEGINNING - 1 if last is None else last
    while (moment := _moment_after(after, until, every)) is not None:
        with uncollected():
            later = events_in(entries(until=until).known_after(after).known_by(moment))
            known = [one for one in with_history(kept, later, until).values() if one.event.recorded <= moment]
            picked = compacted_places([one.event for one in known], pools=pools, since=moment)
            kept, after = [known[place] for place in picked], moment
        if not _save(moment, kept, until):
            return
        yield moment


def _save(moment: Instant, kept: list[PlacedEvent], until: int) -> bool:
    """Save a snapshot unless another process has taken account of more entries; return whether it is saved."""
    with transaction.atomic():
        if Considered.objects.select_for_update().filter(sequence=until).first() is None:
            return False
        Snapshot.objects.update_or_create(moment=moment, defaults={"events": _packed(kept)})
    return True


def _moment_after(after: Instant, until: int, every: int) -> Instant | None:
    """Return the time by which `every` events had become known after an instant; None if fewer have."""
    known = entries(until=until).events().known_after(after).order_by("known", "sequence")
    return next(iter(known.values_list("known", flat=True)[every - 1 : every]), None)


def _packed(events: Sequence[PlacedEvent]) -> bytes:
    """Return events as compressed columns without notes: quicker to read than looking up single entries."""
    rows = [
        (
            sequence, event.id, event.kind, event.subject, event.occurred, event.recorded, event.until,
            event.capability, event.count, event.low, event.high, event.step, event.source, bool(event.note),
        )
        for sequence, event in events
    ]  # fmt: skip
    columns = list(zip(*rows, strict=True))
    return zlib.compress(json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode(), _FAST)


def _unpacked(data: bytes) -> list[PlacedEvent]:
    """Return packed events, with their notes as the ledger has them now."""
    columns: list[list[Any]] = json.loads(zlib.decompress(data))
    return list(placed_events(columns)) if columns else []
