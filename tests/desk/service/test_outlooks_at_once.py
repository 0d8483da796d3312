"""A server whose readers all look ahead at once: each gets their answer, and no thread is left behind."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from standto_desk.picture.foreseeing import WAITING
from standto_desk.service.one_thread import OUTLOOK_THREADS, THREADS
from tests.desk.serving import serve

ASKED = "/outlook/?least=20&most={}&futures=10000"
READERS = 12


def threads_of(server) -> int:
    """The number of threads of a server."""
    return len(list(Path(f"/proc/{server.process.pid}/task").iterdir()))


def settled(number):
    """Wait until a number no longer falls, and return it."""
    before = number() + 1
    while (now := number()) < before:
        before = now
        time.sleep(1)
    return now


def test_readers_who_wait_leave_threads_for_those_whose_answer_is_kept():
    assert WAITING < OUTLOOK_THREADS


@pytest.mark.slow
def test_readers_who_all_look_ahead_get_their_answers_and_leave_no_thread_behind(tmp_path):
    with serve(tmp_path, "--demo", STANDTO_LOG_LEVEL="warning") as server:
        browsers = [server.signed_in(("planner", "commander")[number % 2]) for number in range(READERS)]
        while "is being prepared" in browsers[0].get(ASKED.format(50))[1]:
            time.sleep(1)
        before = settled(lambda: threads_of(server))

        def asks(number):
            browser = browsers[number]
            for most in range(100, 105):
                browser.leaves(ASKED.format(most + number), after=0.05)
            return browser.get("/"), browser.get(ASKED.format(60), **{"HX-Request": "true"})

        with ThreadPoolExecutor(READERS) as pool:
            found = list(pool.map(asks, range(READERS)))
        assert [board[0] for board, _ in found] == [200] * READERS
        assert ["10,000 futures, each judged" in answer for _, (_, answer) in found] == [True] * READERS
        assert len({re.sub(r'value="[^"]*"', "", answer) for _, (_, answer) in found}) == 1
        # Threads that answer requests stay for the next ones.
        assert settled(lambda: threads_of(server)) <= before + THREADS + OUTLOOK_THREADS
        assert server.stop() == 0
        assert [line for line in server.lines() if line["level"] in ("error", "critical")] == []
