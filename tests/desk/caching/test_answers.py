"""An answer is made once, however many ask for it at the same time."""

from __future__ import annotations

from threading import Barrier, Thread
from time import sleep

import pytest

from standto_desk.caching.answers import Cache


def test_a_hundred_threads_that_ask_at_once_make_one_answer():
    cache, made, found, start = Cache(2), [], [], Barrier(100)

    def make():
        sleep(0.05)
        made.append(1)
        return object()

    def ask():
        start.wait()
        found.append(cache.get("key", make))

    threads = [Thread(target=ask) for _ in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), len(found), len(set(map(id, found)))) == (1, 100, 1)


def test_the_least_recently_used_answer_goes_first():
    cache = Cache(2)
    for key in "abac":
        cache.get(key, lambda key=key: key.upper())
    assert cache.get("a", lambda: "again") == "A"
    assert cache.get("b", lambda: "again") == "again"


def test_an_answer_that_failed_is_tried_again():
    cache = Cache(2)

    def fail():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        cache.get("key", fail)
    assert cache.get("key", lambda: "yes") == "yes"
