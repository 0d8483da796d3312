"""What the desk does by itself, in one of its processes at a time: alerts, and keeping the last board."""

from __future__ import annotations

import logging
from threading import Event, Thread
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from standto.model.time import DAY, MINUTE, SECOND
from standto_desk.access import expiry
from standto_desk.alerts.rounds import run_round
from standto_desk.clock import read_clock, real_now, uptime
from standto_desk.live.heartbeats import note_heartbeat
from standto_desk.live.marks import read_mark
from standto_desk.pages.board.keeping import keep_last_board
from standto_desk.picture.showing import moment_now
from standto_desk.service.locks import only_one

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger("standto_desk.background")
EVERY = 5.0
"""Seconds between two looks whether there is work, and between two tries to be the one process that does it."""
LONGEST = 10.0
"""Seconds that a server waits for the work that is under way when it stops."""
BEAT = "rounds"
NOTED_EVERY = 30 * SECOND
"""How often it is noted that somebody looked: a note is a write, and rounds are many."""


LONG_AGO = 365 * DAY
"""Before the machine was started: whatever was last done then is due."""


class Background:
    """A thread of a server's process, which works while no other process does."""

    def __init__(self) -> None:
        self._stop = Event()
        self._thread = Thread(target=self._run, name="standto-background", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def end(self) -> None:
        """Begin no further work, and wait for what is under way."""
        self._stop.set()
        self._thread.join(LONGEST)

    def _run(self) -> None:
        """Try to be the one that works, until stopped."""
        while not self._stop.is_set():
            try:
                with only_one("background", wait=False) as held:
                    rounds = Rounds()
                    while held and not self._stop.is_set():
                        rounds.go()
                        self._stop.wait(EVERY)
            except Exception:
                log.exception("a round failed; another is made soon")
            finally:
                connection.close()
            self._stop.wait(EVERY)


class Rounds:
    """Rounds of work: one whenever something was entered or the clock got on, and one a minute at least."""

    def __init__(self) -> None:
        self._seen: object = None
        self._last = self._noted = self._swept = -LONG_AGO
        self._beat = 0

    def go(self) -> bool:
        """Work if there is cause for it, and note that somebody looked; tell whether there was cause."""
        self._note()
        self._sweep()
        mark = read_mark()
        moment = moment_now() if mark.sequence else 0
        due = (mark, moment // MINUTE) != self._seen or uptime() - self._last >= MINUTE
        if not mark.sequence or not due:
            return False
        self._seen, self._last = (mark, moment // MINUTE), uptime()
        _try("alerts", lambda: run_round(moment))
        if settings.STANDTO_LAST_BOARD:
            _try("last board", lambda: keep_last_board(settings.STANDTO_LAST_BOARD))
        return True

    def _note(self) -> None:
        """Note that somebody looks, and what the witnesses of the clock say."""
        at = real_now()
        if uptime() - self._noted >= NOTED_EVERY or at < self._beat:  # the second: the clock was set back
            note_heartbeat(BEAT, at)
            read_clock(asking=True)
            self._noted, self._beat = uptime(), at

    def _sweep(self) -> None:
        """Sweep away what has run out, now and then."""
        if uptime() - self._swept >= expiry.EVERY:
            self._swept = uptime()
            _try("sweeping", lambda: expiry.delete_expired(real_now()))


def _try(name: str, work: Callable[[], object]) -> None:
    """Do a piece of work; its failure keeps nothing else from being done."""
    try:
        work()
    except Exception:
        if not connection.is_usable():
            raise
        log.exception("a part of a round failed", extra={"check": name})
