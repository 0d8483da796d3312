"""Background work, done by one process at a time: alerts, the last board, and deleting what has expired."""

from __future__ import annotations

import logging
from threading import Event, Thread
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from standto.model.time import DAY, MINUTE, SECOND
from standto_desk.access import expiry
from standto_desk.acts.asks import forget_past
from standto_desk.alerts.rounds import run_round
from standto_desk.clock import read_clock, real_now, uptime
from standto_desk.jobs.queueing import forget_ended
from standto_desk.live.heartbeats import note_heartbeat
from standto_desk.live.marks import read_mark
from standto_desk.pages.board.keeping import keep_last_board
from standto_desk.picture.showing import moment_now
from standto_desk.service.locks import only_one

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger("standto_desk.background")
EVERY = 5.0
"""Seconds between two checks for work, and between two attempts to become the process that does it."""
LONGEST = 10.0
"""Seconds that a stopping server waits for work under way."""
BEAT = "rounds"
NOTED_EVERY = 30 * SECOND
"""The time between heartbeats, which are writes, while rounds are frequent."""


LONG_AGO = 365 * DAY
"""A time before the machine was started, so that everything is due."""


class Background:
    """A thread of a server's process, which works while no other process does."""

    def __init__(self) -> None:
        self._stop = Event()
        self._thread = Thread(target=self._run, name="standto-background", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def end(self) -> None:
        """Start no further work, and wait for work under way."""
        self._stop.set()
        self._thread.join(LONGEST)

    def _run(self) -> None:
        """Try to become the one process that works, until stopped."""
        while not self._stop.is_set():
            try:
                with only_one("background", wait=False) as held:
                    rounds = Rounds()
                    while held and not self._stop.is_set():
                        rounds.go()
                        self._stop.wait(EVERY)
            except Exception:
                log.exception("a round failed; another follows soon")
            finally:
                connection.close()
            self._stop.wait(EVERY)


class Rounds:
    """Rounds of work: one after every entry or minute of the clock, and at least one a minute."""

    def __init__(self) -> None:
        self._seen: object = None
        self._last = self._noted = self._swept = -LONG_AGO
        self._beat = 0

    def go(self) -> bool:
        """Do a round if one is due, and note a heartbeat; tell whether a round was due."""
        self._note()
        self._sweep()
        mark = read_mark()
        moment = moment_now() if mark.sequence else 0
        due = (mark, moment // MINUTE) != self._seen or uptime() - self._last >= MINUTE
        if not mark.sequence or not due:
            return False
        self._seen, self._last = (mark, moment // MINUTE), uptime()
        _try("alerts", lambda: run_round(moment))
        _try("asks", lambda: forget_past(moment))
        if settings.STANDTO_LAST_BOARD:
            _try("last board", lambda: keep_last_board(settings.STANDTO_LAST_BOARD))
        return True

    def _note(self) -> None:
        """Note a heartbeat, and compare the clock with its independent readings."""
        at = real_now()
        if uptime() - self._noted >= NOTED_EVERY or at < self._beat:  # the latter: the clock was set back
            note_heartbeat(BEAT, at)
            read_clock(asking=True)
            self._noted, self._beat = uptime(), at

    def _sweep(self) -> None:
        if uptime() - self._swept >= expiry.EVERY:
            self._swept = uptime()
            _try("sweeping", lambda: expiry.delete_expired(real_now()))
            _try("ended jobs", lambda: forget_ended(real_now()))


def _try(name: str, work: Callable[[], object]) -> None:
    """Do a piece of work; its failure does not stop the next."""
    try:
        work()
    except Exception:
        if not connection.is_usable():
            raise
        log.exception("a part of a round failed", extra={"check": name})
