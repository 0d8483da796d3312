"""An answer is made once, however many ask for it at the same time."""

from __future__ import annotations

from threading import Barrier, Thread
from time import sleep

import pytest

from standto_desk.book.shelves import Shelf


def test_a_hundred_who_ask_at_once_make_one():
    shelf, made, found, start = Shelf(2), [], [], Barrier(100)

    def make():
        sleep(0.05)
        made.append(1)
        return object()

    def ask():
        start.wait()
        found.append(shelf.get("key", make))

    threads = [Thread(target=ask) for _ in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), len(found), len(set(map(id, found)))) == (1, 100, 1)


def test_the_one_not_asked_for_longest_goes_first():
    shelf = Shelf(2)
    for key in "abac":
        shelf.get(key, lambda key=key: key.upper())
    assert shelf.get("a", lambda: "again") == "A"
    assert shelf.get("b", lambda: "again") == "again"


def test_what_failed_is_tried_again():
    shelf = Shelf(2)

    def fail():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        shelf.get("key", fail)
    assert shelf.get("key", lambda: "yes") == "yes"
