"""An open stream: events, heartbeats, and an end when its reader loses permission."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing

from standto_desk.live.hub import hub
from standto_desk.live.marks import AWAY, HEARTBEAT, RECONNECT, event_of, hour_event

BEAT_EVERY = 5.0
"""Seconds between heartbeats of a stream, and between its checks of permission."""


async def stream(seen: str, allowed: Callable[[], Awaitable[bool]]) -> AsyncIterator[bytes]:
    """Yield the events for a browser.

    Parameters
    ----------
    seen
        The id of the browser's last event, or the number of the last entry on its page; blank if it does not say.
    allowed
        Called every few seconds; the stream ends when it returns False.
    """

    def missed() -> bytes:
        """Return the event that the browser has missed."""
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
    """Yield the events for a viewer's browser: whole hours, and no entries.

    Parameters
    ----------
    seen
        The id of the browser's last event; blank if it does not say.
    hour
        Returns the mark of the last whole hour; blank while it is unknown.
    allowed
        As for `stream`.
    """
    async with aclosing(_words(allowed)) as words:
        async for word in words:
            # An entry wakes this up but is not sent; setting a demonstration's clock may have brought a new hour.
            if word in (RECONNECT, HEARTBEAT, AWAY):
                yield word
            mark = await hour()
            if mark not in ("", seen):
                seen = mark
                yield hour_event(mark)


async def _words(allowed: Callable[[], Awaitable[bool]]) -> AsyncGenerator[bytes, None]:
    """Yield the hub's events as they come, and regular heartbeats."""
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
