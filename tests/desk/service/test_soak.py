"""A server under load for a long time: its memory is flat, and every page is answered.

`SOAK_MINUTES` says how long; it is 30 minutes, or one where ``CI`` is set, whose time is short.
"""

from __future__ import annotations

import os
import statistics
import threading
import time
from typing import Self

import psutil
import pytest
from django.db import connection

from standto_desk.clock import now
from standto_desk.ledger.appending import append
from tests.desk.ledger.starting import ANA, event
from tests.desk.people import account_of
from tests.desk.serving import KEY, Browser, serve

pytestmark = pytest.mark.slow

MINUTES = float(os.environ.get("SOAK_MINUTES", "1" if os.environ.get("CI") else "30"))
PASSWORD = "a password of some length"
PAGES = ("/", "/ladder/", "/look-back/", "/look-back/changes/", "/on-duty/", "/alerts/", "/register/", "/jobs/", "/")
STREAMS = 20
GROWTH = 1.1
"""How much more memory the end may take than the middle."""
EVERY = 1.0
"""Seconds between two entries, and between two looks at the memory."""
WARMING = 400
"""Entries at once before the first look: a server that was just started fills its caches."""


class Load:
    """Readers, one after the other in their threads, until told to stop."""

    def __init__(self, browser: Browser, readers: int) -> None:
        self.answered, self.refused = 0, []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(browser, turn)) for turn in range(readers)]
        self._threads += [threading.Thread(target=self._listen, args=(browser,)) for _ in range(STREAMS)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(30)

    def _read(self, browser: Browser, turn: int) -> None:
        mine = Browser(browser.port)
        mine.cookies = dict(browser.cookies)
        while not self._stop.is_set():
            turn += 1
            status, _ = mine.get(PAGES[turn % len(PAGES)])
            self.answered += 1
            if status != 200:
                self.refused.append((PAGES[turn % len(PAGES)], status))

    def _listen(self, browser: Browser) -> None:
        """Listen for a while, leave, and come back, as browsers do."""
        mine = Browser(browser.port)
        mine.cookies = dict(browser.cookies)
        while not self._stop.is_set():
            with mine.listening() as stream:
                for _ in range(20):
                    if self._stop.is_set() or stream.event(heartbeats=True) is None:
                        break


def memory_of(server) -> float:
    """The memory of a server, in MiB."""
    return psutil.Process(server.process.pid).memory_info().rss / 2**20


def enter(number: int) -> None:
    """Enter a step-back, or the return of the same person."""
    kind = "returned" if number % 2 else "stepped-back"
    append([event(kind, f"m{1 + (number // 2) % 2000:04d}")], author=ANA, now=now())


def test_memory_is_flat_under_load(weekend_alone, tmp_path):
    account_of("planner", username="planner", password=PASSWORD)
    connection.close()
    environ = {"STANDTO_SECRET_KEY": KEY, "STANDTO_SECOND_FACTOR": "off", "STANDTO_DEMO": "1"}
    with serve(tmp_path, "--database", weekend_alone, **environ) as server:
        browser = server.signed_in("planner", PASSWORD)
        for page in PAGES:
            assert browser.get(page)[0] == 200, page
        seen = []
        with Load(browser, readers=2) as load:
            for number in range(WARMING):
                enter(number)
            number, until = WARMING, time.monotonic() + 60 * MINUTES
            while time.monotonic() < until:
                enter(number)
                seen.append(memory_of(server))
                number += 1
                time.sleep(EVERY)
    third = len(seen) // 3
    middle, end = statistics.median(seen[third : 2 * third]), statistics.median(seen[2 * third :])
    print(f"{load.answered} pages, {number} entries, {middle:.0f} MiB, at the end {end:.0f} MiB, most {max(seen):.0f}")
    assert load.refused == []
    assert end < GROWTH * middle
