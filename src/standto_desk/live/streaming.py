"""One open stream: words as they come, heartbeats, and an end when its reader may no longer read."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

from standto_desk.live.hub import hub
from standto_desk.live.marks import AWAY, HEARTBEAT, RECONNECT, event_of, hour_event

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable

BEAT_EVERY = 5.0
"""Seconds: a stream says at least this often that it stands, and asks at least this often whether it still may."""


async def stream(seen: str, allowed: Callable[[], Awaitable[bool]]) -> AsyncIterator[bytes]:
    """Yield what a browser is told.

    Parameters
    ----------
    seen
        What the browser has: the id of the last event, or the number of the last entry that its page shows; blank where
        it does not say.
    allowed
        Asked every few seconds; the stream ends when the answer is no.
    """

    def missed() -> bytes:
        """Return what the browser has missed."""
        known = hub.mark is None or seen in {str(hub.mark), str(hub.mark.sequence)}
        return b"" if known or hub.mark is None else event_of(hub.mark)

    async with aclosing(_words(allowed)) as words:
        async for word in words:
            yield word
            if word == RECONNECT and (first := missed()):
                yield first


async def hourly_stream(
    seen: str, hour: Callable[[], Awaitable[str]], allowed: Callable[[], Awaitable[bool]]
) -> AsyncIterator[bytes]:
    """Yield what a browser of somebody who only looks is told: that an hour has come, and nothing of entries.

    Parameters
    ----------
    seen
        The id of the last event that the browser has; blank where it does not say.
    hour
        Returns the mark of the last whole hour; blank while nobody can tell.
    allowed
        As for `stream`.
    """
    async with aclosing(_words(allowed)) as words:
        async for word in words:
            # An entry wakes this up and is not told; a demonstration's clock that was set may have brought an hour.
            if word in (RECONNECT, HEARTBEAT, AWAY):
                yield word
            mark = await hour()
            if mark not in ("", seen):
                seen = mark
                yield hour_event(mark)


async def _words(allowed: Callable[[], Awaitable[bool]]) -> AsyncGenerator[bytes, None]:
    """Yield the words of the hub as they come, and a heartbeat now and then."""
    queue = hub.open()
    try:
        yield RECONNECT
        loop = asyncio.get_running_loop()
        due = loop.time() + BEAT_EVERY
        while True:
            word: bytes | None = HEARTBEAT
            try:
                word = await asyncio.wait_for(queue.get(), max(0.01, due - loop.time()))
            except TimeoutError:
                due = loop.time() + BEAT_EVERY
                if not await allowed():
                    return
            if word is None:
                return
            yield word
    finally:
        hub.close(queue)
