"""Keeping the projections up with the ledger, and making them again from nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Min

from standto.model.time import FOREVER
from standto_desk.book.late import late_row
from standto_desk.book.models import Considered, Late, Snapshot
from standto_desk.book.reading import events_in
from standto_desk.book.snapshots import EVENTS, considered, make_snapshots
from standto_desk.ledger.reading import entries, head

if TYPE_CHECKING:
    from collections.abc import Callable

_AT_ONCE = 50_000


def keep_up(progress: Callable[[float], None] | None = None, *, every: int = EVENTS) -> None:
    """Bring the projections up to the head of the ledger.

    Parameters
    ----------
    progress
        Told from time to time how much is done, from 0 to 1.
    every
        How many events there are from one snapshot to the next, at the least.
    """
    until = head().count
    said = progress or _say_nothing
    first = start = considered()
    while start < until:
        start = _consider(start, min(start + _AT_ONCE, until))
        said((start - first) / (until - first) / 4)
    events = entries(until=until).events().count()
    for number, moment in enumerate(make_snapshots(until, every)):
        if number % 5 == 0:
            done = entries(until=until).events().known_by(moment).count()
            said(1 / 4 + done / max(events, 1) * 3 / 4)
    said(1.0)


def rebuild(progress: Callable[[float], None] | None = None, *, every: int = EVENTS) -> None:
    """Drop the projections and make them again; meanwhile questions are answered without them.

    Parameters
    ----------
    progress, every
        As for `keep_up`.
    """
    drop()
    keep_up(progress, every=every)


def drop() -> None:
    """Drop the projections."""
    with transaction.atomic():
        Considered.objects.all().delete()
        Snapshot.objects.all().delete()
        Late.objects.all().delete()


def _consider(start: int, until: int) -> int:
    """Take account of the entries after one up to another, and return how far that goes.

    Snapshots that some of them became known before are dropped: they would have looked different.
    """
    found = entries(after=start, until=until)
    with transaction.atomic():
        first = found.events().aggregate(first=Min("known"))["first"]
        Snapshot.objects.filter(moment__gte=FOREVER if first is None else first).delete()
        rows = (late_row(told) for told in events_in(found))
        Late.objects.bulk_create((row for row in rows if row is not None), batch_size=500, ignore_conflicts=True)
        Considered.objects.update_or_create(id=1, defaults={"sequence": until})
    return until


def _say_nothing(_: float) -> None:
    """Take no notice."""
