"""The start and the end of a server's process: its watcher, its background work, its jobs, and an orderly stop."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from types import FrameType

    Application = Callable[[Any, Any, Any], Awaitable[None]]

HAND_OVER = 0.001
"""Seconds after which a thread that computes lets another thread run.

A request asks the database some twenty times, and waits for its turn after each answer. With Python's own 5
milliseconds it waited for a tenth of a second while a picture was drawn.
"""


def with_lifespan(application: Application) -> Application:
    """Return the application with the lifespan events that Django's own lacks."""

    async def run(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
        else:
            await application(scope, receive, send)

    return run


async def _live(receive: Any, send: Any) -> None:
    from standto_desk.live.hub import hub
    from standto_desk.service.background import LONGEST, Background
    from standto_desk.service.job_worker import new_worker
    from standto_desk.service.warming import start_warming

    sys.setswitchinterval(HAND_OVER)
    background, worker = Background(), new_worker()
    await receive()
    hub.start(asyncio.get_running_loop())
    start_warming()
    background.start()
    worker.start()
    _end_streams_on_signals(hub.end)
    signal.signal(signal.SIGHUP, at_hangup())  # closing a terminal signals every process that it started
    _end_with_parent()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    hub.end()
    await asyncio.to_thread(worker.end, LONGEST)
    await asyncio.to_thread(background.end)
    await send({"type": "lifespan.shutdown.complete"})


def _end_with_parent() -> None:
    """Stop when the parent process dies; otherwise the port would stay taken."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_outlive, args=(parent.sentinel,), name="standto-parent", daemon=True).start()


def _outlive(sentinel: int) -> None:
    wait([sentinel])
    os.kill(os.getpid(), signal.SIGTERM)


def _end_streams_on_signals(end: Callable[[], None]) -> None:
    """End the streams when the server is told to stop, because it waits for open answers."""
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)

        def stop(signal_number: int, frame: FrameType | None, before: Any = before) -> None:
            end()
            if callable(before):
                before(signal_number, frame)

        signal.signal(number, stop)


def at_hangup() -> Callable[[int, FrameType | None], None] | signal.Handlers:
    """Return the handler for SIGHUP: like SIGTERM, unless it is ignored, as under ``nohup``."""
    ignored = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    return signal.SIG_IGN if ignored else _stop


def _stop(_signal: int, _frame: FrameType | None) -> None:
    signal.raise_signal(signal.SIGTERM)
