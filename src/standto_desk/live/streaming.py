"""One open stream: words as they come, heartbeats, and an end when its reader may no longer read."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from standto_desk.live.hub import hub
from standto_desk.live.words import HEARTBEAT, RECONNECT, event_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

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
    queue = hub.open()
    try:
        yield RECONNECT
        if hub.mark is not None and seen not in {str(hub.mark), str(hub.mark.sequence)}:
            yield event_of(hub.mark)
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
