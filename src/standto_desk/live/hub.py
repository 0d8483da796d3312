"""One watcher in each process, which tells every open stream how far the desk has got."""

from __future__ import annotations

import asyncio
import logging
from threading import Event, Thread
from typing import TYPE_CHECKING

from django.db import connection

from standto_desk.live.marks import AWAY, event_of, read_mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto_desk.live.marks import Mark


CHANNEL = "ledger"
"""The channel on which PostgreSQL tells of an entry; a trigger of the ledger does, in the transaction that makes it."""
ASK_EVERY = 0.1
"""Seconds between two questions to SQLite, which cannot tell."""
AT_LEAST_EVERY = 0.5
"""Seconds after which a look is due anyhow: a demonstration's clock goes on by itself."""


def changes(stop: Event) -> Iterator[None]:
    """Yield whenever the database may have changed, and now and then besides, until stopped.

    Uses the calling thread's own connection; the errors of a database that goes away are the caller's.
    """
    return _told(stop) if connection.vendor == "postgresql" else _asked(stop)


def _asked(stop: Event) -> Iterator[None]:
    """Yield when another connection, of this process or of another, has committed to SQLite."""
    seen, quiet = None, 0.0
    while not stop.is_set():
        with connection.cursor() as cursor:
            (version,) = cursor.execute("PRAGMA data_version").fetchone()
        if version != seen or quiet >= AT_LEAST_EVERY:
            seen, quiet = version, 0.0
            yield
        stop.wait(ASK_EVERY)
        quiet += ASK_EVERY


def _told(stop: Event) -> Iterator[None]:
    """Yield when PostgreSQL says that something was committed."""
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
"""Seconds until a database that went away is tried again."""


class Hub:
    """The open streams of this process, and the thread that watches for them.

    Attributes
    ----------
    mark
        How far the desk had got when last looked at; None while the database cannot be read.
    ended
        Whether the server stops, so that no stream is to stay open.
    """

    def __init__(self) -> None:
        self.mark: Mark | None = None
        self.ended = False
        self._streams: set[asyncio.Queue[bytes | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop = Event()

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to watch; the streams are those of this loop."""
        self._loop = loop
        Thread(target=self._watch, name="standto-live", daemon=True).start()

    def end(self) -> None:
        """End every stream, and let no other begin: the server stops. May be called from any thread."""
        self.ended = True
        self._stop.set()
        self._say(None)

    def open(self) -> asyncio.Queue[bytes | None]:
        """Return the queue of a new stream; it holds the latest word alone, and None is the end."""
        queue: asyncio.Queue[bytes | None] = asyncio.Queue(maxsize=1)
        if self.ended:
            queue.put_nowait(None)
        self._streams.add(queue)
        return queue

    def close(self, queue: asyncio.Queue[bytes | None]) -> None:
        """Tell a stream no more."""
        self._streams.discard(queue)

    def __len__(self) -> int:
        """Return how many streams are open."""
        return len(self._streams)

    def _watch(self) -> None:
        """Tell the streams of every change, through every outage of the database."""
        while not self._stop.is_set():
            try:
                for mark in _marks(self._stop):
                    self._look(mark)
            except Exception:
                if self.mark is not None:
                    log.exception("the database cannot be read; streams stay open")
                    self._say(AWAY)
                self.mark = None
                self._stop.wait(TRY_AGAIN)
            finally:
                connection.close()

    def _look(self, mark: Mark) -> None:
        """Tell the streams of a mark, unless it is the one they know."""
        if mark != self.mark:
            before, self.mark = self.mark, mark
            self._say(event_of(mark, before))

    def _say(self, word: bytes | None) -> None:
        """Hand a word to every stream, in the loop that they are of."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._hand_out, word)

    def _hand_out(self, word: bytes | None) -> None:
        """Put a word in place of the one before it; after the end there is none."""
        if self.ended and word is not None:
            return
        for queue in tuple(self._streams):
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(word)


def _marks(stop: Event) -> Iterator[Mark]:
    """Yield how far the desk has got, whenever it may have changed."""
    for _ in changes(stop):
        yield read_mark()


hub = Hub()
"""This process's."""
