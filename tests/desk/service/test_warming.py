"""What stays is left alone by the garbage collector, and what is dropped is still collected in the end."""

from __future__ import annotations

import gc
from weakref import ref

import pytest

from standto_desk.service.warming import settle


class Held:
    """Something that refers to itself, which only the collector can remove."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def thawed():
    yield
    gc.unfreeze()


def test_what_there_is_when_a_process_settles_is_not_looked_through_again(thawed):
    held = Held()
    settle()
    assert gc.get_freeze_count() > 10_000
    assert not any(one is held for one in gc.get_objects())


def test_what_was_dropped_since_is_collected_when_it_settles_again(thawed):
    held = Held()
    settle()
    gone = ref(held)
    del held
    gc.collect()
    assert gone() is not None
    settle()
    assert gone() is None
