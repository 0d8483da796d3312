"""Keeping the projections up beside the questions, so that none waits for it."""

from __future__ import annotations

import logging
from threading import Lock, Thread

from django.db import DatabaseError, connections

from standto_desk.book.keeping_up import keep_up
from standto_desk.book.snapshots import considered
from standto_desk.caching.databases import DatabaseValue
from standto_desk.ledger.reading import entries

EVENTS = 5_000
"""So many events are read along without a snapshot before the work is worth it."""

_log = logging.getLogger(__name__)
_running = Lock()
_looked_at: DatabaseValue[int] = DatabaseValue()
"""The last entry when it was last looked whether the projections are behind."""


def keep_up_if_behind(until: int) -> None:
    """Bring the projections up to the ledger in a thread of its own where they are far behind.

    Parameters
    ----------
    until
        The last entry of the ledger.
    """
    if until < (_looked_at.get() or 0) + EVENTS:
        return
    _looked_at.set(until)
    behind = entries(after=considered(), until=until).events().count()
    if behind >= EVENTS and _running.acquire(blocking=False):
        Thread(target=_work, name="book", daemon=True).start()


def _work() -> None:
    """Do it; whatever goes wrong is tried again the next time, and no answer depends on it."""
    try:
        keep_up()
    except DatabaseError:
        _log.warning("the projections could not be kept up", exc_info=True)
    finally:
        connections.close_all()
        _running.release()
