"""One watcher in each process, which passes the mark of each change to every open stream."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from threading import Event, Thread

from django.db import connection

from standto_desk.live.marks import AWAY, Mark, event_of, read_mark

CHANNEL = "ledger"
"""The channel on which a trigger of the ledger notifies of entries in PostgreSQL."""
ASK_EVERY = 0.1
"""Seconds between two polls of SQLite, which cannot notify."""
AT_LEAST_EVERY = 0.5
"""Seconds after which to read the mark anyway, because a demonstration's clock moves by itself."""


def changes(stop: Event) -> Iterator[None]:
    """Yield whenever the database may have changed, and from time to time anyway, until stopped.

    It uses the calling thread's connection, and leaves errors of the database to the caller.
    """
    return _notified(stop) if connection.vendor == "postgresql" else _polled(stop)


def _polled(stop: Event) -> Iterator[None]:
    seen, quiet = None, 0.0
    while not stop.is_set():
        with connection.cursor() as cursor:
            (version,) = cursor.execute("PRAGMA data_version").fetchone()
        if version != seen or quiet >= AT_LEAST_EVERY:
            seen, quiet = version, 0.0
            yield
        stop.wait(ASK_EVERY)
        quiet += ASK_EVERY


def _notified(stop: Event) -> Iterator[None]:
    connection.ensure_connection()
    listener = connection.connection
    listener.execute(f"LISTEN {CHANNEL}")
    while not stop.is_set():
        yield
        with connection.wrap_database_errors:
            for _ in listener.notifies(timeout=AT_LEAST_EVERY, stop_after=1):
                pass


log = logging.getLogger("standto_desk.live")
TRY_AGAIN = 1.0
"""Seconds until a database that does not answer is tried again."""


class Hub:
    """The open streams of this process, and the thread that watches for them.

    Attributes
    ----------
    mark
        How far the desk had got at the last change; None while the database cannot be read.
    ended
        Whether the server is stopping, so that no stream may stay open.
    """

    def __init__(self) -> None:
        self.mark: Mark | None = None
        self.ended = False
        self._streams: set[asyncio.Queue[bytes | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop = Event()

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start watching; the streams run in this loop."""
        self._loop = loop
        Thread(target=self._watch, name="standto-live", daemon=True).start()

    def end(self) -> None:
        """End every stream and start no other, because the server stops; callable from any thread."""
        self.ended = True
        self._stop.set()
        self._send(None)

    def open(self) -> asyncio.Queue[bytes | None]:
        """Return the queue of a new stream, which holds only the latest event; None is the end."""
        queue: asyncio.Queue[bytes | None] = asyncio.Queue(maxsize=1)
        if self.ended:
            queue.put_nowait(None)
        self._streams.add(queue)
        return queue

    def close(self, queue: asyncio.Queue[bytes | None]) -> None:
        """Remove a stream."""
        self._streams.discard(queue)

    def __len__(self) -> int:
        """Return the number of open streams."""
        return len(self._streams)

    def _watch(self) -> None:
        """Pass every change on to the streams, and survive every outage of the database."""
        while not self._stop.is_set():
            try:
                for _ in changes(self._stop):
                    self._compare(read_mark())
            except Exception:
                if self.mark is not None:
                    log.exception("the database cannot be read; streams stay open")
                    self._send(AWAY)
                self.mark = None
                self._stop.wait(TRY_AGAIN)
            finally:
                connection.close()

    def _compare(self, mark: Mark) -> None:
        if mark != self.mark:
            before, self.mark = self.mark, mark
            self._send(event_of(mark, before))

    def _send(self, event: bytes | None) -> None:
        """Hand an event to every stream, in the loop that they run in."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._hand_out, event)

    def _hand_out(self, event: bytes | None) -> None:
        """Replace the event that waits in each queue; after the end there is none."""
        if self.ended and event is not None:
            return
        for queue in tuple(self._streams):
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(event)


hub = Hub()
"""The hub of this process."""
