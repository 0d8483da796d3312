"""What the desk does by itself, in one of its processes at a time: alerts, and keeping the last board."""

from __future__ import annotations

import logging
from importlib import import_module
from importlib.util import find_spec
from threading import Event, Thread
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from standto_desk.clock import now, real_now
from standto_desk.live.beats import note_beat
from standto_desk.live.marks import read_mark
from standto_desk.service.locks import only_one

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

log = logging.getLogger("standto_desk.background")
EVERY = 5.0
"""Seconds between two rounds, and between two tries to be the one process that makes them."""
LONGEST = 10.0
"""Seconds that a server waits for the round that is under way when it stops."""


class Background:
    """A thread of a server's process, which makes rounds while no other process does."""

    def __init__(self) -> None:
        self._stop = Event()
        self._thread = Thread(target=self._run, name="standto-background", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def end(self) -> None:
        """Make no further round, and wait for the one under way."""
        self._stop.set()
        self._thread.join(LONGEST)

    def _run(self) -> None:
        """Try to be the one that makes rounds, until stopped."""
        while not self._stop.is_set():
            try:
                with only_one("background", wait=False) as held:
                    while held and not self._stop.is_set():
                        make_round()
                        self._stop.wait(EVERY)
            except Exception:
                log.exception("a round failed; another is made soon")
            finally:
                connection.close()
            self._stop.wait(EVERY)


def make_round() -> None:
    """Do once whatever there is to do; one failure keeps nothing else from being done."""
    for name, work in _works():
        try:
            work()
        except Exception:
            if not connection.is_usable():
                raise
            log.exception("a part of a round failed", extra={"check": name})
        else:
            note_beat(name, real_now())


def _works() -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield each piece of work by its name, where there is cause for it."""
    if not read_mark().sequence:
        return
    if find_spec("standto_desk.alerts.running"):
        running = import_module("standto_desk.alerts.running")
        yield "alerts", lambda: running.run_once(now())
    if settings.STANDTO_LAST_BOARD and find_spec("standto_desk.pages.board"):
        keeping = import_module("standto_desk.pages.board.keeping")
        yield "last-board", lambda: keeping.keep_last_board(settings.STANDTO_LAST_BOARD)
