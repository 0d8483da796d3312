"""Keeping the projections up with the ledger, and making them anew."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock, Thread

from django.db import DatabaseError, connections, transaction
from django.db.models import Min

from standto.model.time import FOREVER
from standto_desk.book.late import late_row
from standto_desk.book.ledger_events import events_in
from standto_desk.book.models import Considered, Late, Snapshot
from standto_desk.book.snapshots import EVENTS, considered, make_snapshots
from standto_desk.caching.databases import DatabaseValue
from standto_desk.ledger.reading import entries, head

FAR_BEHIND = 5_000
"""The number of new events from which it is worth bringing the projections up."""

_AT_ONCE = 50_000
_log = logging.getLogger(__name__)
_running = Lock()
_looked_at: DatabaseValue[int] = DatabaseValue()
"""The last entry of the ledger when this process last checked whether the projections are far behind."""


def keep_up(progress: Callable[[float], None] | None = None, *, every: int = EVENTS) -> None:
    """Bring the projections up to the head of the ledger.

    Parameters
    ----------
    progress
        Called from time to time with the share that is done, from 0 to 1.
    every
        The number of events between one snapshot and the next.
    """
    until = head().count
    report = progress or (lambda _: None)
    first = start = considered()
    while start < until:
        start = _consider(start, min(start + _AT_ONCE, until))
        report((start - first) / (until - first) / 4)
    events = entries(until=until).events().count()
    for number, moment in enumerate(make_snapshots(until, every)):
        if number % 5 == 0:
            done = entries(until=until).events().known_by(moment).count()
            report(1 / 4 + done / max(events, 1) * 3 / 4)
    report(1.0)


def keep_up_if_behind(until: int) -> None:
    """Bring the projections up to the ledger in a thread of its own if they are far behind.

    Parameters
    ----------
    until
        The last entry of the ledger.
    """
    if until < (_looked_at.get() or 0) + FAR_BEHIND:
        return
    _looked_at.set(until)
    behind = entries(after=considered(), until=until).events().count()
    if behind >= FAR_BEHIND and _running.acquire(blocking=False):
        Thread(target=_keep_up_aside, name="book", daemon=True).start()


def rebuild(progress: Callable[[float], None] | None = None, *, every: int = EVENTS) -> None:
    """Drop the projections and make them again. Meanwhile the desk answers questions without them.

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


def _keep_up_aside() -> None:
    """Keep up. No answer depends on it: log a failure, and let a later question try again."""
    try:
        keep_up()
    except DatabaseError:
        _log.warning("the projections could not be kept up", exc_info=True)
    finally:
        connections.close_all()
        _running.release()


def _consider(start: int, until: int) -> int:
    """Take account of the entries after one up to another, and return the last of them.

    Drop the snapshots at which some of them were already known, because those lack them.
    """
    found = entries(after=start, until=until)
    with transaction.atomic():
        first = found.events().aggregate(first=Min("known"))["first"]
        Snapshot.objects.filter(moment__gte=FOREVER if first is None else first).delete()
        rows = (late_row(one) for one in events_in(found))
        Late.objects.bulk_create((row for row in rows if row is not None), batch_size=500, ignore_conflicts=True)
        Considered.objects.update_or_create(id=1, defaults={"sequence": until})
    return until
